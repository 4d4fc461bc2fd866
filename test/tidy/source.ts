import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** The repository's own folder. */
export const root = join(import.meta.dirname, '..', '..')

const folders = ['src', 'sandbox', 'db', 'bin', 'test']

/** Every file of the source, as paths from the root, sorted. */
export const files: string[] = folders
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
  )
  .sort()

export const isTest = (path: string) => /\.test\.tsx?$|^test\//.test(path)

/** The text of one file. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The file's lines, without the empty rest after the last line break. */
export function linesOf(path: string): string[] {
  return textOf(path).replace(/\n$/, '').split('\n')
}

/** Written by a program, which its first lines say; measured by nobody. */
export function isGenerated(path: string): boolean {
  return /^(\/\/|\/\*|--) (Written|Generated) by /.test(textOf(path))
}

/** Every TypeScript file that people write. */
export const scripts: string[] = files.filter((path) => /\.tsx?$/.test(path) && !isGenerated(path))

/** The file's comments and code: lines without texts and addresses, which nobody can break. */
export function proseAndCode(path: string): string[] {
  const tree = treeOf(path)
  const withText = new Set<number>()
  for (const node of nodesBelow(tree)) {
    if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node) && !ts.isJsxText(node)) {
      continue
    }
    const first = tree.getLineAndCharacterOfPosition(node.getStart()).line
    const last = tree.getLineAndCharacterOfPosition(node.getEnd()).line
    for (let line = first; line <= last; line += 1) withText.add(line)
  }
  return linesOf(path).filter((line, place) => !withText.has(place) && !line.includes('://'))
}

/** The file as a tree of syntax. */
export function treeOf(path: string): ts.SourceFile {
  return ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true)
}

/** Every node below this one, itself included. */
export function* nodesBelow(node: ts.Node): Generator<ts.Node> {
  yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => {
    children.push(child)
  })
  for (const child of children) yield* nodesBelow(child)
}

export interface Measured {
  /** The function's own name, or that of what it is given to. */
  name: string
  lines: number
}

/** Every function with a body, and how many lines it has from first to last. */
export function functionsOf(path: string): Measured[] {
  const tree = treeOf(path)
  const lineOf = (position: number) => tree.getLineAndCharacterOfPosition(position).line
  return [...nodesBelow(tree)]
    .filter((node) => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
    .map((node) => ({
      name: nameOf(node),
      lines: lineOf(node.getEnd()) - lineOf(node.getStart()) + 1,
    }))
}

function nameOf(node: ts.Node): string {
  for (let each: ts.Node | undefined = node; each; each = each.parent) {
    const name = 'name' in each ? (each.name as ts.Node | undefined) : undefined
    if (name && ts.isIdentifier(name)) return name.text
    if (ts.isCallExpression(each) && each.arguments[0] && ts.isStringLiteral(each.arguments[0])) {
      return each.arguments[0].text
    }
  }
  return 'the whole file'
}

/** Places in which the code itself, not a comment or text, reads like this. */
export function codeLike(path: string, form: RegExp): string[] {
  const tree = treeOf(path)
  return [...nodesBelow(tree)]
    .filter(
      (node) =>
        ts.isPropertyAccessExpression(node) || ts.isNewExpression(node) || ts.isIdentifier(node),
    )
    .map((node) => node.getText(tree))
    .filter((text) => form.test(text))
}

/** The names a script exports. */
export function exportsOf(path: string): Set<string> {
  const names = new Set<string>()
  for (const statement of treeOf(path).statements) {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((each) => each.kind === ts.SyntaxKind.ExportKeyword)
    if (!isExported) continue
    if (ts.isVariableStatement(statement)) {
      for (const each of statement.declarationList.declarations) names.add(each.name.getText())
    } else if ('name' in statement && statement.name) {
      names.add((statement.name as ts.Node).getText())
    }
  }
  return names
}
