/* Which of the languages that there are is meant by those that are asked for. */

/** zh-TW, zh-HK → zh-hant; zh, zh-CN → zh-hans; others as they are, in small letters. */
export function spell(tag: string): string {
  const [language, ...parts] = tag.toLowerCase().split("-");
  if (language !== "zh") return [language, ...parts].join("-");
  const traditional = parts.some((part) => ["hant", "tw", "hk", "mo"].includes(part)) && !parts.includes("hans");
  return traditional ? "zh-hant" : "zh-hans";
}

/** The place of the first language that fits the first wish that any fits; -1 where none does. */
export function chooseLanguage(wishes: readonly string[], languages: readonly string[]): number {
  const known = languages.map(spell);
  for (const wish of wishes.map(spell)) {
    const exact = known.indexOf(wish);
    if (exact >= 0) return exact;
    const near = known.findIndex((tag) => tag.split("-")[0] === wish.split("-")[0]);
    if (near >= 0) return near;
  }
  return -1;
}
