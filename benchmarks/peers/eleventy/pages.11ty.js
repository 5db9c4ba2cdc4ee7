import { readFileSync, readdirSync } from "node:fs";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt();
const site = JSON.parse(readFileSync("site.json", "utf8"));
const base = "https://bench.example.org";

const replace = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const esc = (text) => text.replace(/[&<>"]/g, (c) => replace[c]);
const all = (items, one) => items.map(one).join("");

export default class {
  data() {
    const pages = [];
    for (const name of readdirSync(".")) {
      if (name.startsWith("pages.") && name.endsWith(".jsonl")) {
        for (const line of readFileSync(name, "utf8").split("\n")) {
          if (line) pages.push(JSON.parse(line));
        }
      }
    }
    return {
      pages,
      pagination: { data: "pages", size: 1, alias: "item" },
      eleventyComputed: {},
      permalink: ({ item }) => `${item.lang}/${item.path}index.html`,
    };
  }

  render({ item: p }) {
    const s = site[p.lang];
    const link = ([title, path]) => `<a href="/${p.lang}/${path}">${esc(title)}</a>`;
    return `<!doctype html>
<html lang="${p.lang}" dir="${s.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${esc(p.title)} · ${esc(s.name)}</title>
<meta name="description" content="${esc(p.description)}">
<link rel="canonical" href="${base}/${p.lang}/${p.path}">
${all(s.languages, ([tag]) => `<link rel="alternate" hreflang="${tag}" href="${base}/${tag}/${p.path}">\n`)}<meta property="og:title" content="${esc(p.title)}">
<meta property="og:description" content="${esc(p.description)}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<a href="/${p.lang}/">${esc(s.name)}</a>
<nav>${all(s.menu, link)}</nav>
<nav>${all(s.languages, ([tag, name]) => `<a hreflang="${tag}" href="/${tag}/${p.path}">${name}</a>`)}</nav>
</header>
<main>
${p.above ? `<p class="above">${esc(p.above)}</p>` : ""}
<h1>${esc(p.title)}</h1>
<p class="lead">${esc(p.description)}</p>
${p.facts.length ? `<dl>${all(p.facts, ([label, value]) => `<dt>${esc(label)}</dt><dd>${esc(value)}</dd>`)}</dl>` : ""}
${all(p.links, ([title, links]) => `<section>${title ? `<h2>${esc(title)}</h2>` : ""}
<ul>${all(links, (one) => `<li>${link(one)}</li>`)}</ul></section>`)}
${markdown.render(p.texts)}
${p.table.length ? `<table><thead><tr>${all(p.table[0], (cell) => `<th>${esc(cell)}</th>`)}</tr></thead>
<tbody>${all(p.table.slice(1), (row) => `<tr>${all(row, (cell) => `<td>${esc(cell)}</td>`)}</tr>`)}</tbody></table>` : ""}
${p.svg}
${p.cards.length ? `<ul class="cards">${all(p.cards, ([title, path, above, line]) => `
<li><a href="/${p.lang}/${path}"><span>${esc(above)}</span><b>${esc(title)}</b><p>${esc(line)}</p></a></li>`)}
</ul>` : ""}
</main>
<footer><nav>${all(s.menu, link)}</nav></footer>
</body>
</html>
`;
  }
}
