// The list of articles: search, filters, order; and one article at a time, unpacked when asked for.

const CHUNK = 8;
const index = byId("index");
const reader = byId("view");
const holder = byId("article");
const query = byId("query");
const order = byId("order");
const found = byId("found");
const rows = [...document.querySelectorAll(".row")];
const inOrder = [...document.querySelectorAll("#done .row")];
const heading = document.title;
const policy = globalThis.trustedTypes?.createPolicy("report", { createHTML: (page) => page });
const parsed = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
  else done();
});

const plain = (text) => text.toLowerCase().replaceAll("ё", "е");
let texts = null;

function matching() {
  texts ??= new Map(rows.map((row) => [row, plain(row.textContent)]));
  const words = plain(query.value).split(/\s+/).filter(Boolean);
  const kind = document.querySelector("input[name=kind]:checked")?.value ?? "";
  return rows.filter(
    (row) =>
      (!kind || row.dataset.kinds.split(" ").includes(kind)) &&
      words.every((word) => texts.get(row).includes(word)),
  );
}

function filter() {
  const shown = new Set(matching());
  for (const row of rows) row.hidden = !shown.has(row);
  for (const part of document.querySelectorAll("#failed, #done")) {
    part.hidden = !part.querySelector(".row:not([hidden])");
  }
  found.textContent = shown.size === rows.length ? "" : `Найдено: ${shown.size}`;
  mark([...shown].slice(0, 300));
}

// Found words are tinted where the browser can do it without touching the page.
function mark(shown) {
  if (!globalThis.Highlight) return;
  const words = plain(query.value).split(/\s+/).filter(Boolean);
  const ranges = [];
  for (const row of words.length ? shown : []) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = plain(walker.currentNode.data);
      if (text.length !== walker.currentNode.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + word.length);
          ranges.push(range);
        }
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function sort() {
  const list = document.querySelector("#done .rows");
  const [, down, key] = order.value.match(/^(-?)(.*)$/);
  const by = (row) => Number(row.dataset[key]);
  const sorted = key ? inOrder.toSorted((a, b) => (down ? by(b) - by(a) : by(a) - by(b))) : inOrder;
  list?.append(...sorted);
}

async function unpack(number) {
  await parsed;
  const packed = byId("c" + Math.floor(number / CHUNK)).textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await new Response(stream).text()).split("\0")[number % CHUNK];
}

let asked = 0;

async function route() {
  const row = byId("r" + (location.hash.match(/^#a(\d+)$/)?.[1] ?? "none"));
  const turn = ++asked;
  pinned = null;
  if (!row) return leave();
  const page = await unpack(Number(row.id.slice(1)));
  if (turn !== asked) return;
  holder.innerHTML = policy ? policy.createHTML(page) : page;
  reader.hidden = false;
  index.hidden = true;
  document.title = row.querySelector("h3").textContent;
  walk(row);
  scrollTo(0, 0);
  byId("top").focus({ preventScroll: true });
}

function leave() {
  const last = reader.hidden ? null : byId("r" + reader.dataset.number);
  reader.hidden = true;
  holder.replaceChildren();
  index.hidden = false;
  document.title = heading;
  last?.scrollIntoView({ block: "center" });
  last?.querySelector("a").focus({ preventScroll: true });
}

// From an article on, in the order of the list as it is filtered now.
function walk(row) {
  const list = [...document.querySelectorAll("#done .row:not([hidden])")];
  const place = list.indexOf(row);
  reader.dataset.number = row.id.slice(1);
  for (const [id, goal] of [["previous", list[place - 1]], ["next", list[place + 1]]]) {
    const link = byId(id);
    link.toggleAttribute("aria-disabled", !goal);
    if (goal) link.href = "#a" + goal.id.slice(1);
    else link.removeAttribute("href");
  }
}

let pause = 0;
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(filter, 60);
});
document.addEventListener("change", (event) => {
  if (event.target.name === "kind") filter();
  if (event.target === order) sort();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !index.hidden && event.target !== query) {
    event.preventDefault();
    query.focus();
  }
  if (event.key === "Escape" && event.target === query && query.value) {
    query.value = "";
    filter();
  }
});
addEventListener("hashchange", route);
route();
performance.mark("usable");
