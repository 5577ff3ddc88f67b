package org.sealpost.smtp.client;

import java.time.Duration;

/**
 * How a new connection is made.
 *
 * @param level what it must at least be
 * @param patience for each reply until a transaction may begin
 * @param clearWillDo whether nothing depends on TLS that is only tried ({@link TlsLevel#OPPORTUNISTIC}): then also a
 *     failure that may pass is no reason to wait
 */
public record Approach(TlsLevel level, Duration patience, boolean clearWillDo) {}
