// Which place an address is. Pure: paths are relative to the bridge's base.

/** {place, project?, context?} */
export function place(path) {
  const parts = path.split('/').filter(part => part).map(decode);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === 'dashboard')) {
    return {place: 'projects'};
  }
  if (parts[0] === 'deliveries' && parts.length === 1) {
    return {place: 'deliveries'};
  }
  if (parts[0] === 'trace' && parts.length >= 2) {
    return {place: 'trace', context: parts[1]};
  }
  if (parts[0] !== 'project' || parts.length < 2) {
    return {place: 'nowhere', path};
  }
  return inProject(parts, path);
}

/** Addresses of the original's pages lead to the nearest place there is. */
function inProject(parts, path) {
  const [, project, room, context] = parts;
  if (room === undefined || (room === 'sequence' && context === undefined)) {
    return {place: 'sequences', project};
  }
  return room === 'sequence'
      ? {place: 'sequence', project, context}
      : {place: 'nowhere', path};
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const projectsPath = () => '';
export const deliveriesPath = () => 'deliveries';
export const projectPath = project => `project/${encodeURIComponent(project)}`;
export const sequencePath = (project, context, query = {}) =>
    `${projectPath(project)}/sequence/${encodeURIComponent(context)}${queryText(query)}`;

/** "?a=b" without what is empty; "" for nothing. */
export function queryText(query) {
  const entries = Object.entries(query).filter(([, value]) => value);
  return entries.length ? `?${new URLSearchParams(entries)}` : '';
}
