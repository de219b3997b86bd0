/**
 * Answers what a page cannot: status 503 while the database is away (a page that throws could only say 500, and no page may show
 * a zero for an error), and status 404 with a page that reads without JavaScript.
 */
import { type NextRequest, NextResponse } from "next/server";
import { answerFor } from "@/lib/queries/presence";
import { paths } from "@/lib/routes";

export const config = {
  matcher: ["/((?!_next/|favicon.ico|robots.txt).*)"],
};

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  const answer = await answerFor(pathname);
  switch (answer.kind) {
    case "away":
      return answered(request, paths.unavailable, 503, { "Retry-After": "10", "Cache-Control": "no-store" });
    case "empty":
      return answered(request, paths.empty, 200, { "Cache-Control": "no-store" });
    case "missing":
      return answered(request, paths.missing(answer.noun, answer.id), 404, {});
    case "moved":
      return NextResponse.redirect(new URL(answer.path, request.url), 308);
    case "here":
      return standIn(request) ?? NextResponse.next();
  }
}

/** Another page's content under the address that was asked for, with a status of its own. */
function answered(request: NextRequest, path: string, status: number, headers: Record<string, string>): NextResponse {
  return NextResponse.rewrite(new URL(path, request.url), { status, headers });
}

/** The pages behind these answers, asked for by their own addresses: nothing is away, and nothing has been looked for. */
function standIn(request: NextRequest): NextResponse | null {
  const { pathname } = request.nextUrl;
  if (pathname === paths.unavailable || pathname === paths.empty) return NextResponse.redirect(new URL(paths.home, request.url), 307);
  return pathname.startsWith("/missing/") ? NextResponse.next({ status: 404 }) : null;
}
