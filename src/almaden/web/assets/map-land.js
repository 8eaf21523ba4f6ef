// Countries of a map: their outlines, their colour by value, their pattern by whose figure it is.

/** Values in kg a year at which the colour changes, where a map has none of its own. */
const LIMITS = [1000, 5000, 20000, 50000];
/** From little to much, in light and dark. */
const LIGHT = ["#f7dcae", "#eeb377", "#dc804c", "#b94a2e", "#7d1f1d"];
const DARK = ["#5a3b21", "#85512a", "#b26a34", "#db8d51", "#f8c491"];

export const STANDINGS = ["submitted", "published_elsewhere", "estimate"];

export function classColours(dark) {
  return dark ? DARK : LIGHT;
}

/** The classes of values as texts, in the numbers of a language. */
export function classTexts(language, of = LIMITS) {
  const format = new Intl.NumberFormat(language);
  const limits = of.map((limit) => format.format(limit));
  return [`< ${limits[0]}`, ...limits.slice(1).map((limit, i) => `${limits[i]} – ${limit}`), `> ${limits.at(-1)}`];
}

/** The outlines of a boundary file, with the figures of the countries. */
export class Land {
  constructor(topology, figures, names, limits = LIMITS) {
    this.limits = limits;
    const [object] = Object.values(topology.objects);
    this.countries = topojson.feature(topology, object).features.map((feature) => ({
      feature,
      id: feature.id,
      figure: figures[feature.id],
      name: names[feature.id] ?? feature.properties?.name ?? "",
    }));
    this.borders = topojson.mesh(topology, object);
    this.picking = document.createElement("canvas").getContext("2d");
  }

  /** Draws the outlines for a projection once; the zoom moves them. */
  project(projection) {
    const path = d3.geoPath(projection);
    this.sphere = new Path2D(path({ type: "Sphere" }));
    this.lines = new Path2D(path(this.borders) ?? "");
    for (const country of this.countries) country.path = new Path2D(path(country.feature) ?? "");
    const plain = this.countries.filter((country) => !country.figure);
    this.plain = new Path2D();
    for (const country of plain) this.plain.addPath(country.path);
  }

  /** Draws sea and countries. */
  draw(context, zoom, ratio, look) {
    const k = zoom.k * ratio;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(k, 0, 0, k, zoom.x * ratio, zoom.y * ratio);
    context.fillStyle = look.land;
    context.fill(this.plain);
    for (const country of this.countries) {
      if (!country.figure) continue;
      context.fillStyle = fillOf(context, country.figure, this.limits, look, k, ratio);
      context.fill(country.path);
    }
    context.lineWidth = (0.6 * ratio) / k;
    context.strokeStyle = look.line;
    context.stroke(this.lines);
    if (this.countries.length) context.stroke(this.sphere);
  }

  /** The country at a place on the plane. */
  at(x, y) {
    return this.countries.find((country) => this.picking.isPointInPath(country.path, x, y));
  }

  /** The country with one of some numbers of ISO 3166-1. */
  numbered(ids) {
    return this.countries.find((country) => ids.includes(country.id));
  }
}

function fillOf(context, figure, limits, look, k, ratio) {
  const colour = look.classes[d3.bisectRight(limits, figure.value)];
  const pattern = context.createPattern(tile(figure.standing, colour, look.ground, ratio), "repeat");
  // The pattern keeps its size on the screen, whatever the zoom.
  pattern.setTransform(new DOMMatrix().scale(1 / k));
  return pattern;
}

const tiles = new Map();

/** A small square that repeats: full for figures of the Party, stripes for published elsewhere, dots for estimates. */
export function tile(standing, colour, ground, ratio) {
  const key = [standing, colour, ground, ratio].join();
  if (!tiles.has(key)) tiles.set(key, drawTile(standing, colour, ground, Math.round(8 * ratio)));
  return tiles.get(key);
}

function drawTile(standing, colour, ground, size) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, size, size);
  context.fillStyle = context.strokeStyle = ground;
  if (standing === "published_elsewhere") {
    context.lineWidth = size / 4;
    for (const shift of [-size, 0, size]) {
      context.beginPath();
      context.moveTo(shift - 1, size + 1);
      context.lineTo(shift + size + 1, -1);
      context.stroke();
    }
  } else if (standing === "estimate") {
    for (const [x, y] of [[0.25, 0.25], [0.75, 0.75]]) {
      context.beginPath();
      context.arc(x * size, y * size, size * 0.17, 0, 7);
      context.fill();
    }
  }
  return canvas;
}
