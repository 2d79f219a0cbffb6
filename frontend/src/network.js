// Draws the network from the table below it, so that the two always say the same.
import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

cytoscape.use(fcose);

const SHAPES = {
  person: "ellipse",
  place: "round-rectangle",
  organisation: "hexagon",
  peer_group: "octagon",
};
const COLOURS = { ink: "#0b0c0c", paper: "#ffffff", brand: "#4a2c82", line: "#505a5f" };
const STYLE = [
  {
    selector: "node",
    style: {
      shape: (node) => SHAPES[node.data("kind")] ?? "diamond",
      label: "data(name)",
      width: 22,
      height: 22,
      "background-color": COLOURS.paper,
      "border-color": COLOURS.ink,
      "border-width": 2,
      color: COLOURS.ink,
      "font-family": "Helvetica, Arial, sans-serif",
      "font-size": 13,
      "min-zoomed-font-size": 7,
      "text-valign": "bottom",
      "text-margin-y": 4,
      "text-wrap": "wrap",
      "text-max-width": 120,
      "text-background-color": COLOURS.paper,
      "text-background-opacity": 0.85,
    },
  },
  {
    selector: "node[?middle]",
    style: { width: 34, height: 34, "background-color": COLOURS.brand, "font-weight": "bold" },
  },
  {
    selector: "edge",
    style: {
      width: (edge) => edge.data("strength") * 1.5,
      "line-color": COLOURS.line,
      "curve-style": "bezier",
    },
  },
  { selector: "edge[?opinion]", style: { "line-style": "dashed" } },
  { selector: ".aside", style: { opacity: 0.15 } },
];

const table = document.querySelector("[data-network-rows]");
const figure = document.querySelector("[data-network]");
if (table && figure) draw();
const ago = document.querySelector("[data-network-filters] #ago");
if (ago) slide(ago);

function draw() {
  const rows = [...table.tBodies[0].rows];
  figure.hidden = false;
  const caption = figure.querySelector("figcaption");
  const unchosen = caption.textContent;
  const chart = cytoscape({
    container: figure.querySelector(".concord-network__chart"),
    elements: elements(rows, figure.dataset.network),
    style: STYLE,
    // Whoever has the same table before them gets the same picture.
    layout: { name: "fcose", quality: "proof", randomize: false, animate: false, nodeRepulsion: 9000, idealEdgeLength: 110 },
    minZoom: 0.2,
    maxZoom: 3,
    wheelSensitivity: 0.3,
  });
  chart.on("tap", (event) => {
    const node = event.target === chart || !event.target.isNode() ? null : event.target;
    const near = node?.closedNeighborhood();
    chart.elements().toggleClass("aside", Boolean(near));
    near?.removeClass("aside");
    for (const row of rows) row.hidden = Boolean(node) && !ends(row).some((end) => end.id === node.id());
    caption.textContent = node ? `Only what touches ${node.data("name")}. Choose an empty place to see all again.` : unchosen;
  });
  // Paper shows all of it, whatever somebody was looking at.
  addEventListener("beforeprint", () => {
    chart.elements().removeClass("aside");
    for (const row of rows) row.hidden = false;
    chart.fit(undefined, 20);
  });
}

function elements(rows, middle) {
  const nodes = new Map();
  const edges = [];
  rows.forEach((row, number) => {
    const [one, other] = ends(row);
    for (const end of [one, other]) nodes.set(end.id, { data: { ...end, middle: end.id === middle } });
    const { strength, opinion } = row.dataset;
    edges.push({ data: { id: `link-${number}`, source: one.id, target: other.id, strength: Number(strength), opinion: opinion !== undefined } });
  });
  return [...around(nodes), ...edges];
}

// Rings by the number of steps: where the layout starts from.
function around(nodes) {
  const rings = new Map();
  for (const node of nodes.values()) {
    const ring = rings.get(node.data.step) ?? [];
    ring.push(node);
    rings.set(node.data.step, ring);
  }
  for (const [step, ring] of rings) {
    ring.forEach((node, number) => {
      const turn = (2 * Math.PI * number) / ring.length;
      node.position = { x: step * 160 * Math.cos(turn), y: step * 160 * Math.sin(turn) };
    });
  }
  return nodes.values();
}

function ends(row) {
  return [...row.querySelectorAll("[data-end]")].map((cell) => ({
    id: cell.dataset.end,
    kind: cell.dataset.kind,
    step: Number(cell.dataset.step),
    name: cell.textContent.trim(),
  }));
}

// A slider over the same days that the select offers, the oldest at the left.
function slide(select) {
  const slider = document.createElement("input");
  const last = select.options.length - 1;
  Object.entries({ type: "range", min: "0", max: String(last), className: "concord-slider" }).forEach(
    ([name, value]) => slider.setAttribute(name === "className" ? "class" : name, value),
  );
  slider.setAttribute("aria-label", "Month by month");
  slider.value = String(last - select.selectedIndex);
  const say = () => {
    select.selectedIndex = last - Number(slider.value);
    slider.setAttribute("aria-valuetext", select.selectedOptions[0].textContent);
  };
  say();
  slider.addEventListener("input", say);
  slider.addEventListener("change", () => select.form.requestSubmit());
  select.addEventListener("change", () => {
    slider.value = String(last - select.selectedIndex);
    say();
  });
  select.after(slider);
}
