/**
 * Messages kept for patients: sealed storage, the notice, signing in with birth date and one-time code, reading. Its
 * pages are server-rendered and need no script.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.portal;
