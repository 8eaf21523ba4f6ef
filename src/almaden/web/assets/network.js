// Who works with whom: every <figure data-network="id"> is drawn from the JSON in the page with that id.
//
//   label   what the drawing shows, for those who do not see it
//   nodes   {id, name}
//   links   {source, target, count}
//
// d3 is loaded before. The same pairs stand in a table of the page.

const LONGEST = 22;
const STEPS = 300;

function short(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** Places the partners so that those who work together are close; the same each time, as nothing is drawn by chance. */
function place(data, width, height) {
  const nodes = data.nodes.map((node) => ({ ...node }));
  const links = data.links.map((link) => ({ ...link }));
  const simulation = d3
    .forceSimulation(nodes)
    .force("link", d3.forceLink(links).id((node) => node.id).distance(70))
    .force("charge", d3.forceManyBody().strength(-190))
    .force("x", d3.forceX(width / 2).strength(0.08))
    .force("y", d3.forceY(height / 2).strength(0.14))
    .force("collide", d3.forceCollide(26))
    .stop();
  simulation.tick(STEPS);
  for (const node of nodes) {
    node.x = Math.max(12, Math.min(width - 12, node.x));
    node.y = Math.max(12, Math.min(height - 12, node.y));
  }
  return { nodes, links };
}

function draw(figure, data) {
  const width = Math.max(300, figure.clientWidth);
  const height = Math.round(Math.max(360, Math.min(560, width * 0.55)));
  const { nodes, links } = place(data, width, height);
  const svg = d3.create("svg").attr("viewBox", [0, 0, width, height]).attr("width", width).attr("height", height);
  svg.attr("role", "img").attr("aria-label", data.label).style("direction", "ltr");
  const thick = d3.scaleSqrt([1, d3.max(links, (link) => link.count)], [1, 6]);
  svg
    .selectAll("line")
    .data(links)
    .join("line")
    .attr("x1", (link) => link.source.x)
    .attr("y1", (link) => link.source.y)
    .attr("x2", (link) => link.target.x)
    .attr("y2", (link) => link.target.y)
    .attr("stroke", "var(--line-strong)")
    .attr("stroke-width", (link) => thick(link.count))
    .append("title")
    .text((link) => `${link.source.name} – ${link.target.name}: ${link.count}`);
  const marks = svg.selectAll("g").data(nodes).join("g").attr("transform", (node) => `translate(${node.x},${node.y})`);
  marks.append("circle").attr("r", 6).attr("fill", "var(--c1)").append("title").text((node) => node.name);
  marks
    .append("text")
    .attr("x", (node) => (node.x > width / 2 ? -9 : 9))
    .attr("y", 4)
    .attr("text-anchor", (node) => (node.x > width / 2 ? "end" : "start"))
    .attr("font-size", 11)
    .attr("fill", "currentColor")
    .attr("stroke", "var(--paper)")
    .attr("stroke-width", 3)
    .attr("paint-order", "stroke")
    .text((node) => short(node.name));
  figure.querySelector("svg")?.remove();
  figure.prepend(svg.node());
}

for (const figure of document.querySelectorAll("figure[data-network]")) {
  const data = JSON.parse(document.getElementById(figure.dataset.network).textContent);
  let width = 0;
  new ResizeObserver(() => {
    if (figure.clientWidth === width) return;
    width = figure.clientWidth;
    draw(figure, data);
  }).observe(figure);
}
