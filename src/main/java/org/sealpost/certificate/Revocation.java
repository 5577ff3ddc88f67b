package org.sealpost.certificate;

import java.time.Instant;

/** A person's word that a certificate is no longer used: when, and why. */
record Revocation(Instant at, String reason) {}
