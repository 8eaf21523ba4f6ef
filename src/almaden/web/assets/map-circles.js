// Circles of a map: their areas are amounts. Read from JSON, projected once, drawn the largest first.

const LARGEST = 26;
const SMALLEST = 1.5;

/** What is drawn; each row is {x, y, value, mark, title, lines, href}: degrees, amount, number of the mark. */
export class Circles {
  /** `full` is the least value that a circle of full size stands for: few and small ones are drawn small. */
  constructor(rows, full = 0) {
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
      context.arc(x * ratio, y * ratio, radius * ratio, 0, 7);
      context.globalAlpha = 0.6;
      context.fillStyle = colours[row.mark];
      context.fill();
      context.globalAlpha = 1;
      context.strokeStyle = edge;
      context.stroke();
    });
  }
}
