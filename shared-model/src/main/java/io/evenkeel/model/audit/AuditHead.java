package io.evenkeel.model.audit;

/**
 * How far a chain of audit entries goes: the newest one, or {@link #START}. Whoever keeps a head
 * elsewhere can show later that nothing before it has been changed or cut off.
 *
 * @param position of the newest entry, 0 for none
 * @param hash its hash, {@code ""} for none
 */
public record AuditHead(long position, String hash) {

  /** Before the first entry. */
  public static final AuditHead START = new AuditHead(0, "");

  /** The head once {@code entry}, at the next position, has been added. */
  public AuditHead append(AuditEntry entry) {
    return new AuditHead(entry.position(), entry.hash(hash));
  }

  /** What shows that {@code entry}, kept with {@code kept} as its hash, does not follow. */
  public String problem(AuditEntry entry, String kept) {
    if (entry.position() != position + 1) {
      return "entry %d is missing: entry %d is followed by %d"
          .formatted(position + 1, position, entry.position());
    }
    return entry.hash(hash).equals(kept)
        ? ""
        : "entry %d has been changed, or one before it: its hash does not fit"
            .formatted(entry.position());
  }
}
