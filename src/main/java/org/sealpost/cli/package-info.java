/** The command line: serving, what works offline, and a client of a running gateway's API. */
@org.jspecify.annotations.NullMarked
package org.sealpost.cli;
