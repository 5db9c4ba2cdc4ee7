/* MiniSearch, asked for when the finder's texts are built. */

import MiniSearch from "minisearch";
import { showcase } from "../showcase.ts";

showcase.MiniSearch = MiniSearch;
