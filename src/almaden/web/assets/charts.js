// Charts: every <figure class="chart" data-chart="id"> is drawn from the JSON in the page with that id:
//
//   kind    "bars", "stack", "columns", "lines" or "curve"; others add their own to KINDS
//   label   what the chart shows, for those who do not see it
//   unit    written at the axis
//   rows    bars:  {name, value, low, high}: low and high are the 95 % range, or null
//           stack: {name, part, value}: parts of one bar; parts: the order of the parts with their words
//           columns: {year, value}
//           lines: {name, year, value, low, high}: one line for each name
//           curve: {name, x, value}: one line for each name over a number; axis: what is written below it
//
// d3 and Plot are loaded before. The same rows stand in a table of the page.

const COLOURS = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"];
const ROW = 26;
const LONGEST = 34;

export function options(data, width, more) {
  return {
    width,
    style: { background: "none", color: "inherit", fontFamily: "inherit", fontSize: "12px", overflow: "visible" },
    ariaLabel: data.label,
    ...more,
  };
}

export function number(data) {
  const format = new Intl.NumberFormat(data.lang, { notation: "compact", maximumSignificantDigits: 3 });
  return (value) => format.format(value);
}

/** Long names are shortened at the axis: the table has them whole. */
function short(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

function bars(data, width, colours) {
  const names = data.rows.map((row) => row.name);
  return Plot.plot(
    options(data, width, {
      ...sides(data, names, width),
      marks: [
        Plot.barX(data.rows, { y: "name", x: "value", fill: colours[0], fillOpacity: 0.75 }),
        Plot.ruleY(data.rows.filter((row) => row.low != null), { y: "name", x1: "low", x2: "high", strokeWidth: 2 }),
        Plot.tickX(data.rows.filter((row) => row.low != null), { y: "name", x: "low", inset: 6, strokeWidth: 2 }),
        Plot.tickX(data.rows.filter((row) => row.low != null), { y: "name", x: "high", inset: 6, strokeWidth: 2 }),
        Plot.ruleX([0]),
      ],
    }),
  );
}

function stack(data, width, colours) {
  const names = [...new Set(data.rows.map((row) => row.name))];
  return Plot.plot(
    options(data, width, {
      ...sides(data, names, width),
      color: { domain: data.parts, range: colours, legend: true },
      marks: [
        // A line between the parts: they are told apart without colours too.
        Plot.barX(data.rows, { y: "name", x: "value", fill: "part", stroke: "var(--card)", title: titles(data) }),
        Plot.ruleX([0]),
      ],
    }),
  );
}

function lines(data, width, colours) {
  const dashes = ["", "6 3", "2 3", "8 3 2 3"];
  const names = [...new Set(data.rows.map((row) => row.name))];
  return Plot.plot(
    options(data, width, {
      height: Math.min(360, Math.max(220, width * 0.45)),
      marginLeft: 56,
      x: { label: null, tickFormat: "d", interval: 1 },
      y: { label: data.unit, tickFormat: number(data), grid: true, zero: true },
      color: { domain: names, range: colours, legend: names.length > 1 },
      marks: [
        Plot.areaY(data.rows, { x: "year", y1: "low", y2: "high", fill: "name", fillOpacity: 0.15 }),
        ...names.map((name, i) =>
          Plot.lineY(data.rows.filter((row) => row.name === name), { x: "year", y: "value", stroke: "name", strokeDasharray: dashes[i % dashes.length] }),
        ),
        Plot.dot(data.rows, { x: "year", y: "value", fill: "name", title: titles(data) }),
      ],
    }),
  );
}

function curve(data, width, colours) {
  const dashes = ["", "6 3", "2 3", "8 3 2 3"];
  const names = [...new Set(data.rows.map((row) => row.name))];
  return Plot.plot(
    options(data, width, {
      height: Math.min(360, Math.max(220, width * 0.45)),
      marginLeft: 56,
      x: { label: data.axis, tickFormat: number(data), ticks: Math.max(3, width / 100) },
      y: { label: data.unit, tickFormat: number(data), grid: true, zero: true },
      color: { domain: names, range: colours, legend: names.length > 1 },
      marks: [
        ...names.map((name, i) =>
          Plot.lineY(data.rows.filter((row) => row.name === name), { x: "x", y: "value", stroke: "name", strokeDasharray: dashes[i % dashes.length] }),
        ),
        ...(data.rows.length < 80 ? [Plot.dot(data.rows, { x: "x", y: "value", fill: "name", title: titles(data) })] : []),
      ],
    }),
  );
}

function columns(data, width, colours) {
  return Plot.plot(
    options(data, width, {
      height: Math.min(300, Math.max(200, width * 0.35)),
      marginLeft: 56,
      x: { label: null, tickFormat: "d", interval: 1, ticks: Math.max(3, width / 70) },
      y: { label: data.unit || null, tickFormat: number(data), grid: true, zero: true },
      marks: [
        Plot.rectY(data.rows, { x: "year", y: "value", interval: 1, fill: colours[0], insetLeft: 1, title: titles(data) }),
      ],
    }),
  );
}

function sides(data, names, width) {
  const longest = Math.min(LONGEST, Math.max(...names.map((name) => name.length)));
  return {
    height: names.length * ROW + 60,
    marginLeft: Math.min(width * 0.45, longest * 6.6 + 14),
    x: { label: data.unit, tickFormat: number(data), ticks: Math.max(3, width / 120), grid: true },
    y: { label: null, domain: names, tickFormat: short },
  };
}

function titles(data) {
  const format = new Intl.NumberFormat(data.lang, { maximumSignificantDigits: 4 });
  return (row) => [row.name, row.part ?? row.year ?? row.x, `${format.format(row.value)} ${data.unit}`].filter(Boolean).join("\n");
}

export const KINDS = { bars, stack, columns, lines, curve };

function draw(figure, data) {
  const style = getComputedStyle(figure);
  const colours = COLOURS.map((name) => style.getPropertyValue(name).trim());
  const width = Math.max(260, figure.clientWidth);
  const chart = KINDS[data.kind](data, width, colours);
  // Plot names groups that have no role, which nobody can hear; the chart as a whole has its label.
  for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  chart.classList.add("chart-drawn");
  chart.style.direction = "ltr";
  figure.querySelector(".chart-drawn")?.remove();
  figure.prepend(chart);
}

/** Draws the charts below an element that are not drawn yet. */
function begin(root) {
  for (const figure of root.querySelectorAll("figure[data-chart]:not([data-begun])")) {
    figure.dataset.begun = "";
    const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    if (!data.rows.length) continue;
    let width = 0;
    new ResizeObserver(() => {
      if (figure.clientWidth === width) return;
      width = figure.clientWidth;
      draw(figure, data);
    }).observe(figure);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figure.isConnected && draw(figure, data));
  }
}

begin(document);
// Parts of a page that are exchanged while somebody types may hold charts too.
document.addEventListener("htmx:after:swap", () => begin(document));
