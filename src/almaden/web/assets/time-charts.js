// Charts of measurements over time, as kinds of charts.js, which this loads:
//
//   series  one site and species. rows: [seconds, low, high, mean, flag, marked, part]: extremes and mean of the valid
//           values of a stretch; the worst flag in it (0: none, else its place in `flags`) with a value of it;
//           parts: names of instruments; changes: [{at, text}]; zoom: address that takes from and to
//   times   {name, at, value, low, high}: lines over time, broken where value is null
//   cycle   {x, label, value, low, high, n}: one mean for each class, with its interval
//   scatter {x, y, name}: pairs of values; axis: what is written below
//
// Seconds count from 1970, UTC.

import { KINDS, number, options } from "./charts.js";

const SYMBOLS = ["circle", "triangle", "times", "diamond", "square"];
const DASHES = ["", "6 3", "2 3", "8 3 2 3", "4 1", "1 3", "10 3", "3 6"];

function day(seconds) {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

function height(width) {
  return Math.min(360, Math.max(230, width * 0.4));
}

function colour(figure, name) {
  return getComputedStyle(figure).getPropertyValue(name).trim();
}

function series(data, width, colours) {
  const rows = data.rows.map(([at, low, high, mean, flag, marked, part]) => ({ at: new Date(at * 1000), low: low ?? NaN, high: high ?? NaN, mean: mean ?? NaN, flag, marked, part: data.parts[part] }));
  const flagged = rows.filter((row) => row.flag).map((row) => ({ ...row, word: data.flags[row.flag] }));
  const words = data.flags.filter((word) => flagged.some((row) => row.word === word));
  const root = document.documentElement;
  const shades = { [data.flags[1]]: colours[4], [data.flags[2]]: colour(root, "--bad"), [data.flags[3]]: colours[3], [data.flags[4]]: colours[5] };
  const changes = data.changes.map((one) => ({ ...one, at: new Date(one.at * 1000) }));
  const single = rows.length < 60;
  const chart = Plot.plot(
    options(data, width, {
      height: height(width),
      marginLeft: 52,
      x: { label: null, type: "utc", ticks: Math.max(3, width / 110) },
      y: { label: data.unit, tickFormat: number(data), grid: true, zero: true },
      symbol: { domain: words, range: words.map((word) => SYMBOLS[data.flags.indexOf(word)]), legend: words.length > 0, label: null },
      color: { domain: words, range: words.map((word) => shades[word]) },
      marks: [
        ...data.parts.flatMap((part, i) => {
          const own = broken(rows.filter((row) => row.part === part), data.step);
          return [
            Plot.areaY(own, { x: "at", y1: "low", y2: "high", fill: colours[i % colours.length], fillOpacity: 0.22 }),
            Plot.lineY(own, { x: "at", y: "mean", stroke: colours[i % colours.length], strokeWidth: 1.4 }),
            ...(single ? [Plot.dot(own, { x: "at", y: "mean", fill: colours[i % colours.length], r: 2 })] : []),
          ];
        }),
        Plot.ruleX(changes, { x: "at", strokeDasharray: "4 3", strokeOpacity: 0.8, title: "text" }),
        Plot.dot(flagged, { x: "at", y: "marked", stroke: "word", symbol: "word", r: 2.5, title: (row) => `${row.word}: ${row.marked}\n${day(row.at / 1000)}` }),
      ],
    }),
  );
  if (data.zoom) brush(chart, data);
  return chart;
}

/** Rows with an empty one in every gap, so that lines do not cross it. */
function broken(rows, step) {
  const made = [];
  for (const row of rows) {
    const last = made.at(-1);
    if (last && step && row.at - last.at > step * 2500) made.push({ ...row, at: new Date(+last.at + 1), low: NaN, high: NaN, mean: NaN });
    made.push(row);
  }
  return made;
}

/** Drag over a stretch of time: the page opens with it. The fields of the form do the same. */
function brush(chart, data) {
  const svg = chart.tagName === "svg" ? chart : [...chart.children].findLast((one) => one.tagName === "svg");
  const scale = chart.scale("x");
  const [left, right] = scale.range;
  const [, , , tall] = svg.getAttribute("viewBox").split(" ").map(Number);
  const moved = d3.brushX().extent([[left, 20], [right, tall - 30]]).on("end", ({ selection }) => {
    if (!selection || selection[1] - selection[0] < 4) return;
    const [from, to] = selection.map((x) => day(scale.invert(x) / 1000));
    location.assign(`${data.zoom}&from=${from}&to=${to}`);
  });
  // Below the marks, whose titles stay within reach.
  d3.select(svg).insert("g", ":first-child").attr("class", "time-brush").call(moved);
}

function times(data, width, colours) {
  const rows = data.rows.map((row) => ({ ...row, at: new Date(row.at * 1000), value: row.value ?? NaN }));
  const names = [...new Set(rows.map((row) => row.name))];
  return Plot.plot(
    options(data, width, {
      height: height(width),
      marginLeft: 52,
      x: { label: null, type: "utc", ticks: Math.max(3, width / 110) },
      y: { label: data.unit, tickFormat: number(data), grid: true, zero: data.zero ?? true },
      color: { domain: names, range: [...colours, ...colours], legend: names.length > 1 },
      marks: [
        ...names.map((name, i) =>
          Plot.lineY(rows.filter((row) => row.name === name), { x: "at", y: "value", stroke: "name", strokeDasharray: DASHES[i % DASHES.length] }),
        ),
        Plot.ruleX(rows.filter((row) => row.low != null && row.high != null), { x: "at", y1: "low", y2: "high", stroke: "name", strokeOpacity: 0.5 }),
        ...["low", "high"].map((end) => Plot.dot(rows.filter((row) => row[end] != null), { x: "at", y: end, stroke: "name", r: 2 })),
        ...(rows.length < 200 ? [Plot.dot(rows, { x: "at", y: "value", fill: "name", r: 2, title: (row) => `${row.name}\n${day(row.at / 1000)}\n${row.value}` })] : []),
      ],
    }),
  );
}

function cycle(data, width, colours) {
  const words = new Map(data.rows.map((row) => [row.x, row.label]));
  return Plot.plot(
    options(data, width, {
      height: Math.min(230, Math.max(170, width * 0.5)),
      marginLeft: 48,
      x: { label: null, type: "point", domain: data.rows.map((row) => row.x), ticks: data.every ? data.rows.map((row) => row.x).filter((_, i) => i % data.every === 0) : undefined, tickFormat: (x) => words.get(x) },
      y: { label: data.unit, tickFormat: number(data), grid: true, ticks: 5 },
      marks: [
        Plot.ruleX(data.rows.filter((row) => row.low != null), { x: "x", y1: "low", y2: "high", stroke: colours[0], strokeOpacity: 0.5, strokeWidth: 3 }),
        ...["low", "high"].map((end) => Plot.dot(data.rows.filter((row) => row.value == null && row[end] != null), { x: "x", y: end, stroke: colours[0], r: 2 })),
        Plot.lineY(data.rows, { x: "x", y: (row) => row.value ?? NaN, stroke: colours[0] }),
        Plot.dot(data.rows.filter((row) => row.value != null), { x: "x", y: "value", fill: colours[0], r: 2.5 }),
      ],
    }),
  );
}

function scatter(data, width, colours) {
  const tick = number(data);
  return Plot.plot(
    options(data, Math.min(width, 560), {
      height: Math.min(width, 560) * 0.8,
      marginLeft: 52,
      marginBottom: 40,
      x: { label: data.axis, tickFormat: tick, grid: true, ticks: 6 },
      y: { label: data.unit, tickFormat: tick, grid: true, ticks: 6 },
      marks: [Plot.dot(data.rows, { x: "x", y: "y", stroke: colours[0], r: 3, title: "name" }), Plot.line(data.line, { stroke: colours[1], strokeDasharray: "5 3" })],
    }),
  );
}

Object.assign(KINDS, { series, times, cycle, scatter });
