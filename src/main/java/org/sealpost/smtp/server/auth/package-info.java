/**
 * AUTH (RFC 4954): the mechanisms' exchanges, octets in and octets out, and the limits of guessing. Which accounts there
 * are is asked through {@link org.sealpost.smtp.server.auth.Authenticator}.
 */
@NullMarked
package org.sealpost.smtp.server.auth;

import org.jspecify.annotations.NullMarked;
