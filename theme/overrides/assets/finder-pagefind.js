/* The text search of very large editions, on the web: asks Pagefind's index, which stays on the server but for the pieces
   that a query needs (catalog/web/search/pagefind.py says what is in it). Facets, titles and covers are the finder's own; what is
   found is known there by its number. Events, families and pages are few and compared as everywhere. */
(function (doc) {
  "use strict";
  const finder = window.showcaseFinder, F = finder.F, CHARACTERS = /[\u3005-\u3007\u3041-\u309f\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
  const MOST = 500; /* results whose titles are looked at, to put the best first */
  const titles = new Map(); /* a work's titles, folded, once they have been looked at */
  let engine, known, last = {};

  function ids(list) {
    const at = new Map();
    list.split(" ").forEach(function (id, n) { at.set(id, n); });
    return at;
  }
  /* Chinese and Japanese names are in the index character by character; their texts in words. */
  function apart(folded) { return folded.replace(CHARACTERS, " $& ").replace(/ +/g, " ").trim(); }

  function folded(work) {
    let own = titles.get(work);
    if (!own) {
      own = F.tags.map(function (tag) { return finder.fold(finder.title(work, tag)); }).filter(Boolean);
      titles.set(work, own);
    }
    return own;
  }
  function place(work, asked, spaced) { /* a whole title, the beginning of one, inside one, elsewhere */
    const inside = spaced ? " " + asked : asked;
    return folded(work).reduce(function (best, own) {
      return Math.min(best, own === asked ? 0 : own.startsWith(asked) ? 1 : (" " + own).includes(inside) ? 2 : 3);
    }, 3);
  }
  function ask(query) {
    if (last.query !== query) last = { query: query, answer: answer(query) };
    return last.answer;
  }
  function answer(query) {
    const found = finder.search(query), whole = finder.fold(query), names = apart(whole);
    if (!whole) return Promise.resolve(found);
    const asked = names === whole ? [names] : [names, query];
    return Promise.all(asked.map(function (words) { return engine.search(words); })).then(function (answers) {
      const works = new Map(), makers = [];
      answers.forEach(function (one) {
        one.results.forEach(function (result) {
          const id = result.id.replace(/^.*_/, ""), work = known.works.get(id), maker = known.companies.get(id);
          if (work !== undefined && !works.has(work)) works.set(work, works.size);
          if (maker !== undefined) makers.push(maker);
        });
      });
      const keys = Array.from(works, function (pair) { return [pair[1] < MOST ? place(pair[0], whole, names === whole) : 3, pair[1], pair[0]]; });
      keys.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
      const others = new Set(found.others);
      makers.forEach(function (maker) { others.add(finder.S.others[maker]); }); /* companies are the first of them */
      return { works: keys.map(function (key) { return key[2]; }), others: Array.from(others), close: false, asked: found.asked };
    });
  }

  finder.openPagefind = function (folder) {
    known = { works: ids(finder.store.pagefind.works), companies: ids(finder.store.pagefind.companies) };
    return import(new URL(folder + "pagefind.js", doc.baseURI).href).then(function (pagefind) {
      engine = pagefind.createInstance({});
      return engine.init();
    }).then(function () { return ask; });
  };
})(document);
