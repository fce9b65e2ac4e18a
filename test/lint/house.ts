import { posix } from 'node:path';
import ts from 'typescript';

/** A source file: its path from the repository's root, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Names that stand twice for now, each with the reason. */
export type Exceptions = Readonly<Record<string, string>>;

/** Every group of files that import each other in a circle. Imports of types count. */
export function importCycles(sources: readonly Source[]): readonly string[] {
  const paths = new Set(sources.map(({ path }) => path));
  const imports = new Map(
    sources.map(({ path, text }) => [
      path,
      ts
        .preProcessFile(text, true, true)
        .importedFiles.map(({ fileName }) => posix.join(posix.dirname(path), fileName))
        .filter((target) => paths.has(target)),
    ]),
  );
  return components(imports)
    .filter((members) => members.length > 1 || imports.get(members[0] ?? '')?.includes(members[0] ?? ''))
    .map((members) => `import cycle: ${members.toSorted().join(', ')}`);
}

/** The shape of `src/flow`: files at most so long, and so many of them beside each other. */
export function flowFaults(sources: readonly Source[]): readonly string[] {
  const files = sources.filter(({ path }) => path.startsWith('src/flow/'));
  const long = files.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1;
    const most = path === 'src/flow/reconcile.ts' ? MOST_RECONCILE_LINES : MOST_FLOW_LINES;
    return lines <= most ? [] : [`${path} has ${lines} lines; at most ${most}`];
  });
  const direct = files.filter(({ path }) => posix.dirname(path) === 'src/flow').length;
  return direct <= MOST_FLOW_FILES
    ? long
    : [...long, `src/flow has ${direct} files of its own; at most ${MOST_FLOW_FILES}`];
}

const MOST_RECONCILE_LINES = 119;
const MOST_FLOW_LINES = 200;
const MOST_FLOW_FILES = 16;

/**
 * Interfaces and type literals that two files declare: under one name, or under two names with the same functions. One
 * then has all functions of the other, and at least two.
 */
export function interfacesTwice(sources: readonly Source[], exceptions: Exceptions = {}): readonly string[] {
  const shapes = sources.flatMap(shapesIn);
  const sameName = inTwoFiles(shapes).map(([name, paths]) => ({ name, sentence: `declared in ${listed(paths)}` }));
  const rich = shapes.filter(({ functions }) => functions.length > 1);
  const sameFunctions = rich.flatMap((one, index) =>
    rich.slice(index + 1).flatMap((other) => {
      const [less, more] = one.functions.length > other.functions.length ? [other, one] : [one, other];
      if (
        one.path === other.path ||
        one.name === other.name ||
        !less.functions.every((name) => more.functions.includes(name))
      )
        return [];
      const name = [less.name, more.name].toSorted().join(' and ');
      return [{ name, sentence: `both have ${less.functions.join(', ')}, in ${listed([less.path, more.path])}` }];
    }),
  );
  return without([...sameName, ...sameFunctions], exceptions);
}

/** Exported names that two files declare. */
export function namesTwice(sources: readonly Source[], exceptions: Exceptions = {}): readonly string[] {
  const found = inTwoFiles(sources.flatMap(exportsIn));
  return without(
    found.map(([name, paths]) => ({ name, sentence: `exported by ${listed(paths)}` })),
    exceptions,
  );
}

/** The findings but for the exceptions. An exception that nothing needs is a finding, too. */
function without(
  found: readonly { readonly name: string; readonly sentence: string }[],
  exceptions: Exceptions,
): readonly string[] {
  const needless = Object.keys(exceptions).filter((name) => !found.some((finding) => finding.name === name));
  return [
    ...found.filter(({ name }) => !(name in exceptions)).map(({ name, sentence }) => `${name}: ${sentence}`),
    ...needless.map((name) => `${name}: an exception that nothing needs`),
  ];
}

/** Names of `once` that are declared more than once, exported or not, at any depth. */
export function declaredTwice(sources: readonly Source[], once: readonly string[]): readonly string[] {
  const declared = sources.flatMap(({ path, text }) => {
    const found: Named[] = [];
    const visit = (node: ts.Node) => {
      const name = declaredName(node);
      if (name !== undefined && once.includes(name)) found.push({ name, path });
      node.forEachChild(visit);
    };
    parse({ path, text }).forEachChild(visit);
    return found;
  });
  return [...Map.groupBy(declared, ({ name }) => name)]
    .filter(([, places]) => places.length > 1)
    .map(([name, places]) => `${name}: declared in ${listed(places.map(({ path }) => path))}`);
}

interface Named {
  readonly name: string;
  readonly path: string;
}

interface Shape extends Named {
  /** Names of the members that are functions, in order. */
  readonly functions: readonly string[];
}

function shapesIn(source: Source): readonly Shape[] {
  const file = parse(source);
  const functionTypes = new Set(
    file.statements.flatMap((node) =>
      ts.isTypeAliasDeclaration(node) && ts.isFunctionTypeNode(node.type) ? [node.name.text] : [],
    ),
  );
  return file.statements.flatMap((node): Shape[] => {
    if (!ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return [];
    const literals = ts.isInterfaceDeclaration(node) ? [node] : literalsIn(node.type);
    if (literals.length === 0) return [];
    const functions = literals
      .flatMap(({ members }) => [...members])
      .filter((member) => isFunction(member, functionTypes))
      .flatMap((member) => (member.name === undefined ? [] : [member.name.getText(file)]));
    return [{ name: node.name.text, path: source.path, functions: [...new Set(functions)].toSorted() }];
  });
}

/** The literals that a type is made of: itself, or the parts of a union or an intersection. */
function literalsIn(type: ts.TypeNode): readonly ts.TypeLiteralNode[] {
  if (ts.isTypeLiteralNode(type)) return [type];
  if (ts.isParenthesizedTypeNode(type)) return literalsIn(type.type);
  return ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type) ? type.types.flatMap(literalsIn) : [];
}

function isFunction(member: ts.TypeElement, functionTypes: ReadonlySet<string>): boolean {
  if (ts.isMethodSignature(member)) return true;
  if (!ts.isPropertySignature(member) || member.type === undefined) return false;
  const { type } = member;
  return (
    ts.isFunctionTypeNode(type) ||
    (ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && functionTypes.has(type.typeName.text))
  );
}

function exportsIn(source: Source): readonly Named[] {
  return parse(source)
    .statements.filter(
      (node) =>
        ts.canHaveModifiers(node) &&
        ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true,
    )
    .flatMap((node) => {
      if (!ts.isVariableStatement(node)) return declaredName(node) ?? [];
      return node.declarationList.declarations.flatMap((declaration) => declaredName(declaration) ?? []);
    })
    .map((name) => ({ name, path: source.path }));
}

function declaredName(node: ts.Node): string | undefined {
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node);
  return isNamed && node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

function inTwoFiles(items: readonly Named[]): readonly (readonly [name: string, paths: readonly string[]])[] {
  return [...Map.groupBy(items, ({ name }) => name)]
    .map(([name, group]) => [name, [...new Set(group.map(({ path }) => path))]] as const)
    .filter(([, paths]) => paths.length > 1);
}

function listed(paths: readonly string[]): string {
  return paths.toSorted().join(' and ');
}

function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** Tarjan's strongly connected components. */
function components(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    let low = index;
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (stack.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
    }
    lowest.set(node, low);
    if (low === index) found.push(stack.splice(stack.indexOf(node)));
    return low;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}
