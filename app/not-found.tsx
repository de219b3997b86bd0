/** An address that no route has. */
import { StatePage } from "@/components/shell/state-page";
import { routes } from "@/lib/routes";

export default function NotFound() {
  return (
    <StatePage title="There is no such page.">
      <p>
        The catalog is read by technique: see <a href={routes.home()}>the matrix</a> or <a href={routes.techniques()}>all techniques</a>.
      </p>
    </StatePage>
  );
}
