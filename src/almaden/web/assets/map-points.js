// Points of a map: read from their file, projected once, drawn pixel by pixel, found under the pointer.

const STEPS = 10000;

/** Reads the file that almaden.store.points describes. */
export function readPoints(buffer) {
  const headerLength = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength)));
  const { count } = header;
  let at = 4 + headerLength;
  const column = (Type) => {
    const made = new Type(buffer, at, count);
    at += made.byteLength;
    return made;
  };
  const ids = column(Int32Array);
  for (let i = 1; i < count; i += 1) ids[i] += ids[i - 1];
  return {
    count,
    ids,
    longitudes: column(Int32Array),
    latitudes: column(Int32Array),
    state: column(Uint8Array),
    category: column(Uint8Array),
    words: { state: header.states, category: header.categories },
  };
}

/** What is drawn: places on the plane, and for each point the number of its mark. Points no filter wants are left out. */
export class Points {
  constructor(read, { marks, by, filter }) {
    this.read = read;
    this.marks = marks;
    const markOf = read.words[by].map((word) => Math.max(0, marks.findIndex((mark) => mark.words.includes(word))));
    const wanted = ["state", "category"].map((name) =>
      read.words[name].map((word) => !filter[name] || word === filter[name] || word.startsWith(`${filter[name]}.`)),
    );
    const kept = [];
    for (let i = 0; i < read.count; i += 1) if (wanted[0][read.state[i]] && wanted[1][read.category[i]]) kept.push(i);
    this.count = kept.length;
    this.ids = Int32Array.from(kept, (i) => read.ids[i]);
    this.mark = Uint8Array.from(kept, (i) => markOf[read[by][i]]);
    this.longitudes = Float32Array.from(kept, (i) => read.longitudes[i] / STEPS);
    this.latitudes = Float32Array.from(kept, (i) => read.latitudes[i] / STEPS);
    this.x = new Float32Array(this.count);
    this.y = new Float32Array(this.count);
  }

  /** Puts the points on the plane of a projection; afterwards only the zoom moves them. */
  project(projection, width) {
    this.width = width;
    const raw = d3.geoEqualEarthRaw;
    const scale = projection.scale();
    const [left, top] = projection.translate();
    const radians = Math.PI / 180;
    for (let i = 0; i < this.count; i += 1) {
      const [x, y] = raw(this.longitudes[i] * radians, this.latitudes[i] * radians);
      this.x[i] = left + scale * x;
      this.y[i] = top - scale * y;
    }
    this.tree = undefined;
  }

  /** Radius of a mark in CSS pixels: larger when there are few, and when zoomed in. */
  radius(k) {
    const base = this.count < 2000 ? 3.5 : this.count < 20000 ? 2.5 : 1.5;
    return Math.min(6, (this.width < 600 ? 0.7 : 1) * base + Math.log2(k) * 0.6);
  }

  /** The index of the point nearest to a place on the plane, -1 if none is within a distance. */
  nearest(x, y, distance) {
    if (!this.tree) {
      const order = d3.range(this.count);
      this.tree = d3.quadtree(order, (i) => this.x[i], (i) => this.y[i]);
    }
    return this.tree.find(x, y, distance) ?? -1;
  }
}

/** The form of a mark: whether a pixel at (dx, dy) belongs to it. */
const SHAPES = {
  circle: (dx, dy, r) => dx * dx + dy * dy <= r * r + 0.4,
  square: (dx, dy, r) => Math.max(Math.abs(dx), Math.abs(dy)) <= r * 0.8,
  triangle: (dx, dy, r) => dy <= r * 0.8 && Math.abs(dx) <= (dy + r) * 0.58,
  down: (dx, dy, r) => -dy <= r * 0.8 && Math.abs(dx) <= (r - dy) * 0.58,
  diamond: (dx, dy, r) => Math.abs(dx) + Math.abs(dy) <= r * 1.1,
  cross: (dx, dy, r) => Math.abs(Math.abs(dx) - Math.abs(dy)) <= r * 0.34 && Math.abs(dx) <= r * 0.9,
};

/** Draws the points into a canvas. */
export class Painter {
  constructor(canvas) {
    this.context = canvas.getContext("2d");
    this.canvas = canvas;
  }

  /** Takes the size of the canvas in device pixels. */
  resize() {
    const { width, height } = this.canvas;
    this.image = this.context.createImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
  }

  /** Draws all points that lie in the view; `zoom` is d3's transform, `ratio` device pixels per CSS pixel. */
  draw(points, zoom, ratio, colours) {
    const { width, height } = this.canvas;
    const { pixels } = this;
    pixels.fill(0);
    const radius = points.radius(zoom.k) * ratio;
    const edge = Math.ceil(radius);
    const stamps = points.marks.map((mark) => stamp(mark.shape, radius, edge, width));
    const inks = colours.map(ink);
    const k = zoom.k * ratio;
    const left = zoom.x * ratio;
    const top = zoom.y * ratio;
    const right = width - edge - 1;
    const bottom = height - edge - 1;
    const { x, y, mark, count } = points;
    for (let i = 0; i < count; i += 1) {
      const px = (x[i] * k + left) | 0;
      const py = (y[i] * k + top) | 0;
      if (px < edge || px > right || py < edge || py > bottom) continue;
      const colour = inks[mark[i]];
      const centre = py * width + px;
      // A point that lies on one of its own kind adds nothing that could be seen.
      if (pixels[centre] === colour && count > 20000) continue;
      const offsets = stamps[mark[i]];
      for (let j = 0; j < offsets.length; j += 1) pixels[centre + offsets[j]] = colour;
    }
    this.context.putImageData(this.image, 0, 0);
  }
}

function stamp(shape, radius, edge, width) {
  const inside = SHAPES[shape];
  const offsets = [0];
  for (let dy = -edge; dy <= edge; dy += 1) {
    for (let dx = -edge; dx <= edge; dx += 1) if (inside(dx, dy, radius)) offsets.push(dy * width + dx);
  }
  return Int32Array.from(offsets);
}

/** A colour as the four bytes of a pixel. */
function ink(colour) {
  const { r, g, b } = d3.rgb(colour);
  return ((255 << 24) | (Math.round(b) << 16) | (Math.round(g) << 8) | Math.round(r)) >>> 0;
}

/** A mark as a small picture for the legend. */
export function markPicture(shape, colour) {
  const r = 5;
  const path = {
    circle: `<circle r="${r}"/>`,
    square: `<rect x="${-r * 0.8}" y="${-r * 0.8}" width="${r * 1.6}" height="${r * 1.6}"/>`,
    triangle: `<path d="M0 ${-r} ${r} ${r * 0.8} ${-r} ${r * 0.8}Z"/>`,
    down: `<path d="M0 ${r} ${r} ${-r * 0.8} ${-r} ${-r * 0.8}Z"/>`,
    diamond: `<path d="M0 ${-r * 1.1} ${r * 1.1} 0 0 ${r * 1.1} ${-r * 1.1} 0Z"/>`,
    cross: `<path d="M${-r} ${-r} ${r} ${r}M${-r} ${r} ${r} ${-r}" stroke="${colour}" stroke-width="2.4"/>`,
  }[shape];
  return `<svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" fill="${colour}">${path}</svg>`;
}
