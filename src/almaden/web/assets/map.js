// Maps: every <figure class="map" data-map="id"> is filled from the JSON in the page with that id.
// d3 and topojson are loaded before. What a map shows is in a table of the same page too.

import { Circles } from "./map-circles.js";
import { classColours, classTexts, Land, STANDINGS, tile } from "./map-land.js";
import { markPicture, Painter, Points, readPoints } from "./map-points.js";

const DARK = matchMedia("(prefers-color-scheme: dark)");
const PAN = 60;
const REACH = 9;
const MOST_ZOOM = 400;
const MOST_PIXELS = 2e6;
/** What is drawn behind places that are made up: no coast. */
const NOWHERE = { type: "Topology", objects: { land: { type: "GeometryCollection", geometries: [] } }, arcs: [] };

class WorldMap {
  constructor(figure, data) {
    this.figure = figure;
    this.data = data;
    this.zoom = d3.zoomIdentity;
    this.cards = new Map();
    this.build();
    this.listen();
    this.load();
  }

  build() {
    this.view = this.figure.querySelector(".map-view");
    this.view.replaceChildren();
    this.land = undefined;
    this.base = this.view.appendChild(document.createElement("canvas"));
    this.over = this.view.appendChild(document.createElement("canvas"));
    this.painter = new Painter(this.over);
    this.cross = add(this.view, "div", "map-cross");
    this.cross.hidden = true;
    this.tip = add(this.view, "div", "map-tip");
    this.tip.hidden = true;
    this.tip.setAttribute("role", "status");
    this.buttons = add(this.view, "div", "map-buttons");
    const { words } = this.data;
    this.button("+", words.closer, () => this.scaleBy(2));
    this.button("−", words.farther, () => this.scaleBy(0.5));
    this.button("⤢", words.whole, () => this.home());
    this.view.tabIndex = 0;
    this.view.setAttribute("role", "application");
    this.view.setAttribute("aria-label", words.label);
    this.legend = this.figure.querySelector(".map-legend");
  }

  button(sign, label, act) {
    const button = add(this.buttons, "button", "secondary");
    button.type = "button";
    button.textContent = sign;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
  }

  async load() {
    const { boundaries, points, circles, figures, names, limits } = this.data;
    const land = boundaries ? await fetch(boundaries).then((answer) => answer.json()) : NOWHERE;
    this.land = new Land(land, figures, names, limits);
    this.resize();
    this.home();
    if (points) {
      // Points are many: the page and the countries are painted before they are asked for.
      await painted();
      const file = await fetch(points).then((answer) => answer.arrayBuffer());
      this.points = new Points(readPoints(file), this.data);
      this.points.project(this.projection, this.size[0]);
      this.schedule(true);
    }
    if (circles) {
      await painted();
      const rows = Array.isArray(circles) ? circles : await fetch(circles).then((answer) => answer.json());
      this.circles = new Circles(rows, this.data.full, this.data.shapes);
      this.circles.project(this.projection, this.size[0]);
      this.home();
      this.schedule(true);
    }
    this.figure.dataset.ready = (this.points ?? this.circles)?.count ?? 0;
  }

  listen() {
    this.behaviour = d3
      .zoom()
      .scaleExtent([1, MOST_ZOOM])
      .filter((event) => this.wants(event))
      .on("zoom", (event) => {
        this.zoom = event.transform;
        this.schedule();
        if (event.sourceEvent) this.untip();
      });
    d3.select(this.view).call(this.behaviour).on("dblclick.zoom", null);
    this.view.addEventListener("keydown", (event) => this.key(event));
    this.over.addEventListener("pointermove", (event) => this.hover(event));
    this.over.addEventListener("pointerleave", () => this.pinned || this.untip());
    this.over.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.land && this.resize()).observe(this.view);
    DARK.addEventListener("change", () => this.land && this.schedule(true));
  }

  /** The page scrolls over a map: the wheel zooms with Ctrl or when the map was chosen, one finger pans when zoomed in. */
  wants(event) {
    if (event.target.closest?.(".map-buttons, .map-tip")) return false;
    if (event.type === "wheel") return event.ctrlKey || document.activeElement === this.view;
    if (event.type.startsWith("touch")) return event.touches.length > 1 || this.zoom.k > 1;
    return !event.button;
  }

  resize() {
    const width = Math.max(200, this.view.clientWidth);
    const height = Math.round(width * (width < 600 ? 0.62 : 0.49));
    // More pixels than these slow the panning down and show nothing more.
    this.ratio = Math.min(3, devicePixelRatio || 1, Math.max(1, Math.sqrt(MOST_PIXELS / (width * height))));
    this.view.style.blockSize = `${height}px`;
    for (const canvas of [this.base, this.over]) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
    this.painter.resize();
    this.size = [width, height];
    this.projection = d3.geoEqualEarth().fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" });
    this.land.project(this.projection);
    this.points?.project(this.projection, width);
    this.circles?.project(this.projection, width);
    this.behaviour.extent([[0, 0], this.size]).translateExtent([[0, 0], this.size]);
    this.schedule(true);
  }

  look() {
    const style = getComputedStyle(this.figure);
    const colour = (name) => style.getPropertyValue(name).trim();
    const marks = this.data.marks.map((mark) => colour(`--${mark.colour}`));
    return {
      land: colour("--land"),
      line: colour("--line-strong"),
      ground: colour("--card"),
      ink: colour("--ink"),
      classes: classColours(DARK.matches),
      marks,
    };
  }

  schedule(fresh = false) {
    if (fresh) this.colours = this.look();
    if (fresh) this.explain();
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  draw() {
    this.land.draw(this.base.getContext("2d"), this.zoom, this.ratio, this.colours);
    if (this.points) this.painter.draw(this.points, this.zoom, this.ratio, this.colours.marks);
    if (this.circles) this.circles.draw(this.over.getContext("2d"), this.zoom, this.ratio, this.colours.marks, this.colours.ground);
    if (this.data.focus.place) this.ring(this.data.focus.place);
  }

  /** Marks the place that the page is about. */
  ring([latitude, longitude]) {
    const [x, y] = this.zoom.apply(this.projection([longitude, latitude])).map((length) => length * this.ratio);
    const context = this.over.getContext("2d");
    for (const [width, colour] of [[5, this.colours.ground], [2.5, this.colours.ink]]) {
      context.lineWidth = width * this.ratio;
      context.strokeStyle = colour;
      context.beginPath();
      context.arc(x, y, 10 * this.ratio, 0, 7);
      context.stroke();
    }
  }

  explain() {
    const { words, figures, marks, lang, limits } = this.data;
    const parts = [];
    if (Object.keys(figures).length) {
      const rows = classTexts(lang, limits).map((text, i) => [swatch("submitted", this.colours.classes[i], this.colours), `\u2066${text}\u2069`]);
      parts.push(group(words.amounts, rows));
      const middle = this.colours.classes[3];
      if (words.standing) parts.push(group(words.standing, STANDINGS.map((one) => [swatch(one, middle, this.colours), words[one]])));
    }
    if (this.points ?? this.circles) {
      const shown = this.circles?.marks ?? new Set(this.points.mark);
      const rows = marks.map((mark, i) => [markPicture(mark.shape, this.colours.marks[i]), mark.label]);
      parts.push(group(words.points, rows.filter((_, i) => shown.has(i))));
    }
    this.legend.replaceChildren(...parts);
  }

  scaleBy(factor) {
    d3.select(this.view).call(this.behaviour.scaleBy, factor);
  }

  /** The whole world, or the part that the page is about. */
  home() {
    const { focus } = this.data;
    const selection = d3.select(this.view);
    const country = this.land.numbered(focus.country);
    if (focus.place) {
      const [x, y] = this.projection([focus.place[1], focus.place[0]]);
      selection.call(this.behaviour.transform, this.around(x, y, 8));
    } else if (country || (focus.circles && this.circles?.count)) {
      const [[left, top], [right, bottom]] = this.circles?.extent ?? d3.geoPath(this.projection).bounds(largest(country.feature));
      const k = Math.min(60, 0.85 / Math.max((right - left) / this.size[0], (bottom - top) / this.size[1]));
      selection.call(this.behaviour.transform, this.around((left + right) / 2, (top + bottom) / 2, Math.max(1, k)));
    } else {
      selection.call(this.behaviour.transform, d3.zoomIdentity);
    }
  }

  around(x, y, k) {
    const [width, height] = this.size;
    return d3.zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-x, -y);
  }

  key(event) {
    if (event.target !== this.view) return;
    const moves = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
    const selection = d3.select(this.view);
    if (moves[event.key]) {
      const [dx, dy] = moves[event.key].map((step) => step / this.zoom.k);
      selection.call(this.behaviour.translateBy, dx, dy);
    } else if (event.key === "+" || event.key === "=") this.scaleBy(2);
    else if (event.key === "-") this.scaleBy(0.5);
    else if (event.key === "0" || event.key === "Home") this.home();
    else if (event.key === "Escape") return this.untip();
    else if (event.key === "Enter") return this.tip.querySelector("a")?.click();
    else return;
    event.preventDefault();
    // By keyboard the middle of the map is what the pointer is else.
    this.cross.hidden = false;
    this.show(...this.size.map((length) => length / 2), true);
  }

  hover(event) {
    if (this.pinned || event.pointerType === "touch") return;
    this.cross.hidden = true;
    this.show(event.offsetX, event.offsetY, false);
  }

  click(event) {
    this.view.focus({ preventScroll: true });
    this.show(event.offsetX, event.offsetY, true);
  }

  /** Tells what is at a place of the view; a tip that stays has a link. */
  async show(left, top, stays) {
    if (!this.land) return;
    const [x, y] = this.zoom.invert([left, top]);
    const index = this.points ? this.points.nearest(x, y, REACH / this.zoom.k) : -1;
    const circle = this.circles?.find(x, y, this.zoom.k);
    const country = index < 0 && !circle ? this.land.at(x, y) : undefined;
    if (index < 0 && !circle && !country) return this.untip();
    const asked = (this.asked = Symbol("tip"));
    const told = circle ?? (index < 0 ? this.tell(country) : await this.card(this.points.ids[index]));
    if (asked !== this.asked || !told) return;
    this.pinned = stays;
    this.tip.replaceChildren(...lines(told, stays));
    this.tip.hidden = false;
    const [width, height] = this.size;
    this.tip.style.left = `${Math.min(left + 12, width - this.tip.offsetWidth - 4)}px`;
    this.tip.style.top = `${Math.max(4, Math.min(top + 12, height - this.tip.offsetHeight - 4))}px`;
  }

  untip() {
    this.asked = undefined;
    this.pinned = false;
    this.tip.hidden = true;
  }

  tell({ name, figure }) {
    return figure ? { title: name, lines: [figure.told, this.data.words[figure.standing]], href: figure.href } : { title: name, lines: [] };
  }

  async card(id) {
    if (!this.cards.has(id)) {
      const answer = await fetch(this.data.card.replace("/0/", `/${id}/`));
      if (!answer.ok) return undefined;
      this.cards.set(id, await answer.json());
    }
    return this.cards.get(id);
  }
}

/** The largest part of a country: France is where most of it is. */
function largest(feature) {
  if (feature.geometry.type !== "MultiPolygon") return feature;
  const parts = feature.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
  return d3.greatest(parts, (part) => d3.geoArea(part));
}

/** Waits until what was drawn is on the screen. */
function painted() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

function add(parent, tag, name) {
  const made = document.createElement(tag);
  made.className = name;
  return parent.appendChild(made);
}

function lines({ title, lines: more, href }, link) {
  const head = document.createElement(href && link ? "a" : "strong");
  if (href && link) head.href = href;
  head.textContent = title;
  return [head, ...more.filter(Boolean).map((line) => Object.assign(document.createElement("span"), { textContent: line }))];
}

function swatch(standing, colour, look) {
  const url = tile(standing, colour, look.ground, 2).toDataURL();
  return `<span class="map-swatch" style="background-image:url(${url})"></span>`;
}

function group(title, rows) {
  const made = document.createElement("div");
  add(made, "p", "map-legend-title").textContent = title;
  const list = add(made, "ul", "");
  for (const [picture, text] of rows) {
    const row = add(list, "li", "");
    row.innerHTML = picture;
    add(row, "bdi", "").textContent = text;
  }
  return made;
}

for (const figure of document.querySelectorAll("figure[data-map]")) {
  figure.map = new WorldMap(figure, JSON.parse(document.getElementById(figure.dataset.map).textContent));
}
