/** What the aliases of a YAML document stand for, found in one walk: the parser's own `resolve` walks the whole document for each. */
import { type Alias, type Document, isAlias, isCollection, isScalar, type Node, visit } from "yaml";

const targets = new WeakMap<Document, ReadonlyMap<Alias, Node>>();

/** The node itself, or what it stands for: the last node before it that has its anchor; undefined where there is none. */
export function followAlias(node: unknown, document: Document): Node | null | undefined {
  if (!isAlias(node)) return node as Node | null | undefined;
  const known = targets.get(document) ?? findTargets(document);
  targets.set(document, known);
  return known.get(node);
}

function findTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) found.set(node, target);
      } else if ((isScalar(node) || isCollection(node)) && node.anchor) anchors.set(node.anchor, node as Node);
    },
  });
  return found;
}
