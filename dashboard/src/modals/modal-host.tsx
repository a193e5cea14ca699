export function ModalHost() {
  return null;
}
