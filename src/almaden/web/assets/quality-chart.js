// Draws a series with its suspect points: every <figure data-quality="id"> from the JSON in the page with that id.
//
//   parts      series around a stretch: points {t, v, f: flag, m: marked}, or band {t, low, high, mean} of many
//   band       all of a series
//   stretches  {start, end, current, open}
//   logbook    {start, end, text}
//
// d3 and Plot are loaded before. The marked points stand in a table of the page.

const SYMBOLS = { valid: "circle", suspect: "triangle", invalid: "times", below_detection: "square", missing: "plus" };
const FLAGS = Object.keys(SYMBOLS);

const time = (text) => new Date(text);

function frame(data, width, height, more) {
  return {
    width,
    height,
    marginLeft: 52,
    marginRight: 12,
    style: { background: "none", color: "inherit", fontFamily: "inherit", fontSize: "12px", overflow: "visible" },
    ariaLabel: data.label,
    x: { type: "utc", label: null, ...(data.start ? { domain: [time(data.start), time(data.end)] } : {}) },
    ...more,
  };
}

function band(rows, colour) {
  const dated = rows.map((row) => ({ ...row, x: time(row.t) }));
  return [
    Plot.areaY(dated, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.3 }),
    Plot.ruleX(dated, { x: "x", y1: "low", y2: "high", stroke: colour, strokeOpacity: 0.45 }),
    Plot.lineY(dated.filter((row) => row.mean != null), { x: "x", y: "mean", stroke: colour, strokeWidth: 1.2 }),
  ];
}

/** Where points would cover each other only those stand out that are not valid; the line shows the others. */
function points(part, words, look, width) {
  const dated = part.points.map((row) => ({ ...row, x: time(row.t) }));
  const dense = dated.length > width / 4;
  const plain = dated.filter((row) => !row.m && !(dense && row.f === "valid"));
  const title = (row) => `${row.t.slice(0, 16).replace("T", " ")}\n${row.v} ${part.unit}\n${words[row.f]}`;
  return [
    Plot.lineY(dated, { x: "x", y: "v", stroke: look.line, strokeWidth: 0.8, strokeOpacity: 0.6 }),
    Plot.dot(plain, { x: "x", y: "v", symbol: "f", r: 2.2, stroke: look.line, title }),
    Plot.dot(dated.filter((row) => row.m), { x: "x", y: "v", symbol: "f", r: 4.5, fill: look.marked, stroke: look.marked, title }),
  ];
}

/** Rule marks lie at moments; a stretch of one moment is still seen. */
function shaded(spans, look) {
  const dated = spans.map((one) => ({ ...one, x1: time(one.start), x2: time(one.end) }));
  return [
    Plot.rectX(dated.filter((one) => one.current), { x1: "x1", x2: "x2", fill: look.marked, fillOpacity: 0.13, insetLeft: -5, insetRight: -5 }),
  ];
}

function around(data, width, look) {
  const plots = data.parts.map((part, place) => {
    const log = data.logbook.map((one) => ({ ...one, x1: time(one.start), x2: time(one.end) }));
    return Plot.plot(
      frame({ ...data, label: part.name }, width, place ? 120 : Math.min(320, Math.max(220, width * 0.36)), {
        y: { label: `${part.name} (${part.unit})`, grid: true, ticks: place ? 3 : 6 },
        symbol: { domain: FLAGS, range: FLAGS.map((flag) => SYMBOLS[flag]) },
        marginTop: place ? 24 : 34,
        marks: [
          ...shaded(data.stretches, look),
          Plot.rectX(log, { x1: "x1", x2: "x2", fill: look.log, fillOpacity: 0.1 }),
          Plot.ruleX(log, { x: "x1", stroke: look.log, strokeDasharray: "4 3" }),
          ...(place ? [] : [Plot.text(log, { x: "x1", text: "text", frameAnchor: "top", dy: -14, textAnchor: "start", fill: look.log })]),
          ...(part.band.length ? band(part.band, look.line) : points(part, data.words, look, width)),
        ],
      }),
    );
  });
  return plots;
}

function whole(data, width, look) {
  const spans = data.stretches.map((one) => ({ ...one, x1: time(one.start), x2: time(one.end) }));
  const open = (one) => (one.open ? look.marked : "none");
  return [
    Plot.plot(
      frame(data, width, 180, {
        marginBottom: 40,
        y: { label: data.unit, grid: true, ticks: 4 },
        marks: [
          ...shaded(data.stretches, look),
          ...band(data.band, look.line),
          Plot.dot(spans, { x: "x1", frameAnchor: "bottom", dy: 30, r: 3.5, stroke: look.marked, fill: open }),
        ],
      }),
    ),
  ];
}

function draw(figure, data) {
  const style = getComputedStyle(figure);
  const colour = (name) => style.getPropertyValue(name).trim();
  const look = { line: colour("--c1"), marked: colour("--cinnabar"), log: colour("--violet") };
  const made = (data.parts ? around : whole)(data, Math.max(260, figure.clientWidth), look);
  for (const old of figure.querySelectorAll(".chart-drawn")) old.remove();
  for (const chart of made.reverse()) {
    // Plot names groups that have no role, which nobody can hear; the chart as a whole has its label.
    for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
    chart.classList.add("chart-drawn");
    chart.setAttribute("role", "img");
    chart.style.direction = "ltr";
    figure.prepend(chart);
  }
}

function begin() {
  for (const figure of document.querySelectorAll("figure[data-quality]:not([data-begun])")) {
    figure.dataset.begun = "";
    const data = JSON.parse(document.getElementById(figure.dataset.quality).textContent);
    let width = 0;
    new ResizeObserver(() => {
      if (figure.clientWidth === width) return;
      width = figure.clientWidth;
      draw(figure, data);
    }).observe(figure);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figure.isConnected && draw(figure, data));
  }
}

begin();
document.addEventListener("htmx:after:swap", begin);
