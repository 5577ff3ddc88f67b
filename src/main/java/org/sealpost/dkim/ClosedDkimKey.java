package org.sealpost.dkim;

import java.util.UUID;
import org.sealpost.mail.PracticeId;

/** A key whose private half is on record and does not open: damaged, or sealed under a key that is gone. */
public record ClosedDkimKey(PracticeId practice, UUID id) {}
