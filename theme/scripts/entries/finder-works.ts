import { one } from "../dom.ts";
import { showcase } from "../showcase.ts";
import { mountWorks } from "../works/list.ts";

if (showcase.finder) mountWorks(showcase.finder, one("[data-sc-finder]"));
