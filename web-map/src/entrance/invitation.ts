/** The secret of an invitation, behind # in the address: taken once, and gone from the address bar and its history. */
export function takeInvitation(): string | null {
  const secret = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  return secret === '' ? null : secret;
}
