import type { Node, Pathway } from '@cairn/requirements';
import type { CtdlWriting } from './ctdl-writing.js';

/** Rules of a node that CTDL has no word for, and that decide who qualifies. */
const rules = ['minResult', 'where', 'validity', 'recency', 'acceptEquivalents', 'ledger', 'floors', 'perGroupAtMost', 'distinctGroupsAtLeast', 'repeat', 'versions', 'state', 'evidence', 'validFor'];

export function noteUnsaidOfNode(writing: CtdlWriting, node: Node): void {
  const { report } = writing;
  const at = writing.pointer(node);
  for (const rule of rules.filter((name) => Object.hasOwn(node, name))) report.refused(`${at}/${rule}`, `CTDL has no word for ${rule}; the document asks for less than the pathway`);
  if (node.weight !== undefined) report.approximated(`${at}/weight`, 'CTDL has no weights of progress');
  if (node.kind === 'attested' && node.by !== 'issuer') report.approximated(`${at}/by`, `CTDL does not say who attests: ${node.by}`);
  if (node.milestone && (node.milestone.autoIssue !== false || node.milestone.onRevocation !== undefined)) {
    report.approximated(`${at}/milestone`, 'CTDL does not say whether a credential is given automatically, or what its loss means');
  }
}

export function noteUnsaidOfPathway({ report }: CtdlWriting, pathway: Pathway): void {
  const { sharing, ...policy } = pathway.policy;
  if (sharing !== 'shared') report.refused('/policy/sharing', `CTDL lets an award count everywhere; ${sharing} is not said`);
  for (const name of Object.keys(policy)) report.refused(`/policy/${name}`, `CTDL has no word for ${name}`);
  if (pathway.maintenance) report.refused('/maintenance', 'CTDL has no word for what is asked after completion');
  if (pathway.versioning) report.approximated('/versioning', 'CTDL does not say from when and for whom a version holds');
  const { completion } = pathway;
  if (completion && (completion.autoIssue !== false || completion.onRevocation !== undefined)) {
    report.approximated('/completion', 'CTDL does not say whether the credential is given automatically, or what the loss of a part means');
  }
}
