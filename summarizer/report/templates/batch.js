// The list of articles: search, filters, order; and one article at a time, unpacked when asked for.

const CHUNK = 8;
const MOST_MARKED = 300;
const index = byId("index");
const reader = byId("view");
const holder = byId("article");
const query = byId("query");
const order = byId("order");
const found = byId("found");
const lists = [...document.querySelectorAll(".rows")];
const rows = lists.map((list) => [...list.children]);
const byName = new Map(rows.flat().map((row) => [row.id, row]));
const heading = document.title;
const policy = globalThis.trustedTypes?.createPolicy("report", { createHTML: (page) => page });
let texts = null;

function matcher() {
  texts ??= new Map(rows.flat().map((row) => [row, plain(row.textContent)]));
  const kind = document.querySelector("input[name=kind]:checked")?.value ?? "";
  const asked = wordsOf(query.value);
  return (row) =>
    (!kind || row.dataset.kinds.split(" ").includes(kind)) &&
    asked.every((word) => texts.get(row).includes(word));
}

function sorter() {
  const [, down, key] = order.value.match(/^(-?)(.*)$/);
  const by = (row) => Number(row.dataset[key] ?? 0);
  return (a, b) => (key ? (down ? by(b) - by(a) : by(a) - by(b)) : 0);
}

// Rows that do not match leave the page: to hide thousands of them takes Chromium seconds.
function list() {
  const fits = matcher();
  const shown = rows.map((some) => some.filter(fits).sort(sorter()));
  shown.forEach((some, place) => {
    lists[place].replaceChildren(...some);
    lists[place].parentElement.hidden = !some.length;
  });
  const [count, all] = [shown.flat().length, byName.size];
  found.textContent = count === all ? "" : `Найдено: ${count}`;
  mark(shown.flat().slice(0, MOST_MARKED));
}

// Found words are tinted where the browser can do it without touching the page.
function mark(shown) {
  if (!globalThis.Highlight) return;
  const asked = wordsOf(query.value);
  const ranges = [];
  for (const row of asked.length ? shown : []) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = plain(walker.currentNode.data);
      if (text.length !== walker.currentNode.data.length) continue;
      for (const word of asked) {
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

let turns = 0;

async function route() {
  const row = byName.get("r" + location.hash.match(/^#a(\d+)$/)?.[1]);
  const turn = ++turns;
  pinned = null;
  if (!row) return leave();
  const number = Number(row.id.slice(1));
  const page = (await unpack("c" + Math.floor(number / CHUNK)))[number % CHUNK];
  if (turn !== turns) return;
  holder.innerHTML = policy ? policy.createHTML(page) : page;
  reader.hidden = false;
  index.hidden = true;
  document.title = row.querySelector("h3").textContent;
  walk(row);
  scrollTo(0, 0);
  byId("top").focus({ preventScroll: true });
}

function leave() {
  const last = reader.hidden ? null : byName.get("r" + reader.dataset.number);
  reader.hidden = true;
  holder.replaceChildren();
  index.hidden = false;
  document.title = heading;
  last?.scrollIntoView({ block: "center" });
  last?.querySelector("a").focus({ preventScroll: true });
}

// From an article on, in the order of the list as it is filtered now.
function walk(row) {
  const steps = [...document.querySelectorAll("#done .row")];
  const place = steps.indexOf(row);
  reader.dataset.number = row.id.slice(1);
  for (const [id, goal] of [["previous", steps[place - 1]], ["next", steps[place + 1]]]) {
    const link = byId(id);
    link.ariaDisabled = goal ? null : "true";
    if (goal) link.href = "#a" + goal.id.slice(1);
    else link.removeAttribute("href");
  }
}

let pause = 0;
query.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(list, 60);
});
document.addEventListener("change", (event) => {
  if (event.target.name === "kind" || event.target === order) list();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !index.hidden && event.target !== query) {
    event.preventDefault();
    query.focus();
  }
  if (event.key === "Escape" && event.target === query && query.value) {
    query.value = "";
    list();
  }
});
addEventListener("hashchange", route);
route();
performance.mark("usable");
