package io.github.nnc.check;

import io.github.nnc.diagnostic.Code;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.diagnostic.Edit;
import io.github.nnc.syntax.Value;
import java.util.ArrayList;
import java.util.List;

/** What is said of commas where none belong. */
final class Commas {

    private Commas() {}

    /** Reports a list where each item should have been an argument. */
    static void refuse(Step step, Value list) {
        List<Edit> edits = new ArrayList<>();
        for (int at = 1; at < list.items().size(); at++) {
            int start = list.items().get(at - 1).span().end();
            int end = list.items().get(at).span().start();
            String between = list.span().file().text().substring(start, end);
            int comma = start + between.indexOf(',');
            String instead = between.length() == 1 ? " " : "";
            edits.add(new Edit(list.span().file().span(comma, comma + 1), instead));
        }
        step.reject(Diagnostic.of(
                        Code.COMMAS,
                        list.span(),
                        "no commas here: `" + step.call().name().text() + "` takes its arguments one by one")
                .withHelp("put spaces instead", edits.toArray(new Edit[0])));
    }
}
