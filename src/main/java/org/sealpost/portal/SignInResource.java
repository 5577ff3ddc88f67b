package org.sealpost.portal;

/** The pages from the link to the sign-in. */
final class SignInResource {

    /** What every link starts with; the token follows. */
    static final String PATH = "/portal/m";

    private SignInResource() {}
}
