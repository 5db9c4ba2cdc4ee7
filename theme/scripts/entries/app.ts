import { startApp } from "../app/worker.ts";

/* neither from a disk nor over plain http */
if (isSecureContext && "serviceWorker" in navigator) startApp(navigator.serviceWorker);
