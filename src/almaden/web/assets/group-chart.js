// Draws outputs by source group and pathway as stacked bars; the table on the page holds the same figures.
const figure = document.getElementById("group-chart");
const place = figure.firstElementChild;
const data = JSON.parse(document.getElementById("group-chart-data").textContent);

function draw(width) {
  const narrow = width < 560;
  const room = narrow ? 110 : 260;
  const longest = narrow ? 16 : 40;
  const cut = (text) => (text.length > longest ? text.slice(0, longest - 1) + "…" : text);
  const names = data.pathways.map((one) => one.name);
  return Plot.plot({
    width,
    marginLeft: room,
    marginRight: 16,
    style: { background: "none", fontSize: "12px", overflow: "visible" },
    color: { domain: names, range: data.pathways.map((one) => one.colour), legend: true },
    x: { label: data.axis, grid: true, ticks: narrow ? 3 : 6, tickFormat: "~s" },
    y: { label: null, tickFormat: cut },
    marks: [
      Plot.barX(data.bars, {
        x: "kg",
        y: "group",
        fill: "pathway",
        order: names,
        sort: { y: "x", reduce: "sum", reverse: true },
        tip: !narrow,
      }),
      Plot.ruleX([0]),
    ],
  });
}

let chart = null;
let drawn = 0;
function show() {
  const width = Math.round(figure.parentElement.clientWidth);
  if (width === drawn) return;
  drawn = width;
  const made = draw(width);
  if (chart) chart.replaceWith(made);
  else place.append(made);
  chart = made;
}

if (data.bars.length) {
  figure.hidden = false;
  show();
  new ResizeObserver(show).observe(figure.parentElement);
}
