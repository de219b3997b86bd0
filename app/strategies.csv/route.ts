/** All strategies under the parameters of their page, as CSV. */
import { strategyListFile } from "../strategies/list-file";

export function GET(request: Request): Promise<Response> {
  return strategyListFile(request, "csv");
}
