/* Runs first and blocks: whatever comes later looks for what it kept. */

import { openStore } from "../booth/carry.ts";
import { showcase } from "../showcase.ts";

showcase.store = openStore();
