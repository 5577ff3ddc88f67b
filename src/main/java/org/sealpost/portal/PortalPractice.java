package org.sealpost.portal;

import java.util.Optional;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * What the portal needs to know of a practice.
 *
 * @param name as patients know it
 * @param contact how patients reach it, such as a telephone number
 * @param sender whom notices and codes are from
 * @param codeByEmail whether a one-time code may go to the mailbox that the notice went to
 */
public record PortalPractice(
        PracticeId id, String name, Optional<String> contact, Mailbox sender, boolean codeByEmail) {}
