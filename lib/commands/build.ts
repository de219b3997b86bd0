// `npm run build`: the production build, when the sources changed since the last one.
import { buildSite } from "./build-site";
import { reportFailure } from "./child-process";

await buildSite((message) => console.error(message)).catch(reportFailure);
