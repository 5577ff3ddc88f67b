package org.sealpost.policy;

/**
 * An entry of a named list, where it is written.
 *
 * @param text as it is written
 * @param file in which it stands: the rules file, or one of its own
 * @param line from 1
 * @param column from 1
 */
record ListEntry(String text, String file, int line, int column) {}
