// Circles of a map: their areas are amounts. Read from JSON, projected once, drawn the largest first.
// Where marks have shapes, each row is drawn as its mark, all of one size.

const LARGEST = 26;
const SMALLEST = 1.5;
const MARK = 6.5;

/** Adds the outline of a mark of radius r around (x, y) to the path of a canvas. */
const OUTLINES = {
  circle: (path, x, y, r) => path.arc(x, y, r * 0.85, 0, 7),
  square: (path, x, y, r) => path.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6),
  triangle: (path, x, y, r) => polygon(path, [[x, y - r], [x + r, y + r * 0.8], [x - r, y + r * 0.8]]),
  down: (path, x, y, r) => polygon(path, [[x, y + r], [x + r, y - r * 0.8], [x - r, y - r * 0.8]]),
  diamond: (path, x, y, r) => polygon(path, [[x, y - r * 1.1], [x + r * 1.1, y], [x, y + r * 1.1], [x - r * 1.1, y]]),
  cross(path, x, y, r) {
    const [a, b] = [r * 0.35, r * 0.95];
    polygon(path, [[0, -a], [b - a, -b], [b, a - b], [a, 0], [b, b - a], [b - a, b], [0, a], [a - b, b], [-b, b - a], [-a, 0], [-b, a - b], [a - b, -b]].map(([dx, dy]) => [x + dx, y + dy]));
  },
};

function polygon(path, corners) {
  corners.forEach(([x, y], i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
  path.closePath();
}

/** What is drawn; each row is {x, y, value, mark, title, lines, href}: degrees, amount, number of the mark. */
export class Circles {
  /**
   * `full` is the least value that a circle of full size stands for: few and small ones are drawn small.
   * `shapes` are those of the marks, where rows are drawn as these.
   */
  constructor(rows, full = 0, shapes = undefined) {
    this.shapes = shapes;
    this.rows = rows.toSorted((one, other) => other.value - one.value);
    this.marks = new Set(rows.map((row) => row.mark));
    this.scale = d3.scaleSqrt([0, Math.max(full, d3.max(rows, (row) => row.value) ?? 0) || 1], [0, 1]);
  }

  get count() {
    return this.rows.length;
  }

  /** Puts the circles on the plane of a projection; afterwards only the zoom moves them. */
  project(projection, width) {
    this.width = width;
    this.at = this.rows.map((row) => projection([row.x, row.y]));
  }

  /** The smallest box that holds all places, with some room; undefined where there are none. */
  get extent() {
    if (!this.at.length) return undefined;
    const [left, right] = d3.extent(this.at, (place) => place[0]);
    const [top, bottom] = d3.extent(this.at, (place) => place[1]);
    const room = Math.max(4, (right - left) * 0.08, (bottom - top) * 0.08);
    return [[left - room, top - room], [right + room, bottom + room]];
  }

  /** Radius of a circle in CSS pixels: a little larger when zoomed in. */
  radius(row, k) {
    if (this.shapes) return (this.width < 600 ? 0.75 : 1) * (MARK + Math.log2(k) * 0.5);
    const largest = (this.width < 600 ? 0.6 : 1) * Math.min(2, 1 + Math.log2(k) * 0.12) * LARGEST;
    return Math.max(SMALLEST, this.scale(row.value) * largest);
  }

  /** The row whose circle is at a place of the plane, the smallest one; undefined if there is none. */
  find(x, y, k) {
    for (let i = this.rows.length - 1; i >= 0; i -= 1) {
      const [cx, cy] = this.at[i];
      if (Math.hypot(cx - x, cy - y) * k <= this.radius(this.rows[i], k) + 2) return this.rows[i];
    }
    return undefined;
  }

  /** Draws all circles; `zoom` is d3's transform, `ratio` device pixels per CSS pixel. */
  draw(context, zoom, ratio, colours, edge) {
    const { width, height } = context.canvas;
    context.clearRect(0, 0, width, height);
    context.lineWidth = ratio;
    this.rows.forEach((row, i) => {
      const [x, y] = zoom.apply(this.at[i]);
      const radius = this.radius(row, zoom.k);
      if (x < -radius || y < -radius || (x - radius) * ratio > width || (y - radius) * ratio > height) return;
      context.beginPath();
      OUTLINES[this.shapes?.[row.mark] ?? "circle"](context, x * ratio, y * ratio, radius * ratio * (this.shapes ? 1 : 1 / 0.85));
      context.globalAlpha = this.shapes ? 0.9 : 0.6;
      context.fillStyle = colours[row.mark];
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = edge;
      context.stroke();
    });
  }
}
