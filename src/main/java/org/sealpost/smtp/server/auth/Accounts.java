package org.sealpost.smtp.server.auth;

/**
 * By what a server lets clients sign in.
 *
 * @param authenticator knows the accounts
 * @param guessing counts failures, of all connections together
 */
public record Accounts(Authenticator authenticator, Guessing guessing) {}
