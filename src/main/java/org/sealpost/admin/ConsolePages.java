package org.sealpost.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.Optional;

/** The console's pages, each a template of the same name under {@code templates/console}. */
@CheckedTemplate(basePath = "console")
final class ConsolePages {

    private ConsolePages() {}

    /** The token, please. */
    static native TemplateInstance signIn(String error);

    /** Something to say and nothing to do. */
    static native TemplateInstance note(String heading, String text);

    /** The list of messages, beside it the explanation of one. */
    static native TemplateInstance messages(ConsoleView view, Optional<Explanation> explanation, String formToken);
}
