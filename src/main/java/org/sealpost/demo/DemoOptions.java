package org.sealpost.demo;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What the command line asks for.
 *
 * @param once end after the samples
 * @param home folder of this demonstration's database, broker, keys and log
 * @param mailboxSmtpPort where the mailbox must take mail; absent: 2526, or a free one
 * @param mailboxHttpPort where the mailbox's page must be; absent: 8025, or a free one
 */
public record DemoOptions(boolean once, Path home, OptionalInt mailboxSmtpPort, OptionalInt mailboxHttpPort) {}
