import { openPagefind } from "../search/pagefind.ts";
import { showcase } from "../showcase.ts";

showcase.openPagefind = (folder) => {
  if (!showcase.finder) return Promise.reject(new Error("no finder"));
  return openPagefind(showcase.finder, folder);
};
