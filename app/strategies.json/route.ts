/** All strategies under the parameters of their page, as JSON. */
import { strategyListFile } from "../strategies/list-file";

export function GET(request: Request): Promise<Response> {
  return strategyListFile(request, "json");
}
