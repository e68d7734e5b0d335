package io.github.nnc.format;

import io.github.nnc.syntax.Argument;
import io.github.nnc.syntax.Body;
import io.github.nnc.syntax.Declaration;
import io.github.nnc.syntax.Identifier;
import io.github.nnc.syntax.Item;
import io.github.nnc.syntax.SourceUnit;
import io.github.nnc.syntax.Statement;
import io.github.nnc.syntax.Value;
import java.util.List;

/**
 * Prints a file in its canonical form. Line breaks between statements and all comments stay; two spaces of
 * indentation, one between arguments, none around the {@code =} of an argument; a final {@code ;} only in a body of
 * several lines; at most 100 columns, comments and single long words excepted.
 */
public final class Formatter {

    /** The width of what ends a statement. */
    private static final int SEMICOLON = 1;

    /** The width of what begins a body. */
    private static final int BODY = 2;

    private final SourceUnit unit;
    private final Page page;
    private final LineBreaks breaks;

    private Formatter(SourceUnit unit) {
        this.unit = unit;
        this.page = new Page(unit.file(), unit.comments());
        this.breaks = new LineBreaks(unit.file(), unit.comments());
    }

    /**
     * The text of a file that was parsed without errors. Formatting it again changes nothing, and it parses to equal
     * syntax up to places.
     */
    public static String format(SourceUnit unit) {
        return new Formatter(unit).format();
    }

    private String format() {
        for (Declaration declaration : unit.declarations()) {
            int start = declaration.span().start();
            page.comments(start, 0, true);
            if (page.isBehindComment() && page.lineBreaks(start) == 0) {
                page.write(" ", start);
            } else {
                page.newLine(0, start, true);
            }
            declaration(declaration);
        }
        page.comments(unit.file().text().length(), 0, true);
        return page.text();
    }

    private void declaration(Declaration declaration) {
        int start = declaration.span().start();
        if (declaration instanceof Declaration.Import written) {
            page.write("import", start + "import".length());
            item(written.target(), "", Page.CONTINUATION, SEMICOLON);
            semicolon(Page.CONTINUATION);
        } else if (declaration instanceof Declaration.Const written) {
            page.write("const", start + "const".length());
            word(written.name(), Page.CONTINUATION);
            page.space(Page.CONTINUATION, 1);
            page.write("=", page.taken());
            list(written.value(), Page.CONTINUATION, SEMICOLON);
            semicolon(Page.CONTINUATION);
        } else if (declaration instanceof Declaration.Block written) {
            page.write("block", start + "block".length());
            word(written.name(), Page.CONTINUATION);
            parameters(written.parameters());
            bodyBehind(written.body(), 0);
        } else if (declaration instanceof Declaration.Model written) {
            page.write("model", start + "model".length());
            word(written.name(), Page.CONTINUATION);
            bodyBehind(written.body(), 0);
        }
    }

    private void parameters(List<Declaration.Parameter> parameters) {
        for (int index = 0; index < parameters.size(); index++) {
            Declaration.Parameter parameter = parameters.get(index);
            String text = FlatText.parameter(parameter) + (index + 1 < parameters.size() ? "," : ")");
            if (index == 0) {
                page.write("(", page.find('(') + 1);
                page.comments(parameter.span().start(), Page.CONTINUATION, false);
                if (page.isClosed()) {
                    page.newLine(Page.CONTINUATION, page.taken(), false);
                }
                page.write(text, parameter.span().end());
            } else {
                piece(text, parameter.span().start(), parameter.span().end(), Page.CONTINUATION, BODY);
            }
        }
    }

    private void statement(Statement statement, int indent) {
        int inner = indent + Page.CONTINUATION;
        boolean first = true;
        if (statement.label().isPresent()) {
            Identifier label = statement.label().get();
            page.write(label.text() + ":", label.span().end());
            first = false;
        }
        if (statement instanceof Statement.Group group) {
            if (first) {
                body(group.body(), indent);
            } else {
                bodyBehind(group.body(), indent);
            }
            return;
        }
        Statement.Call call = (Statement.Call) statement;
        if (first) {
            page.write(call.name().text(), call.name().span().end());
        } else {
            word(call.name(), inner);
        }
        for (int index = 0; index < call.arguments().size(); index++) {
            boolean last = index + 1 == call.arguments().size();
            argument(call.arguments().get(index), inner, !last ? 0 : call.body().isPresent() ? BODY : SEMICOLON);
        }
        call.body().ifPresent(body -> bodyBehind(body, indent));
    }

    private void argument(Argument argument, int indent, int behind) {
        if (argument.key().isEmpty()) {
            list(argument.value(), indent, behind);
            return;
        }
        String key = argument.key().get().text() + "=";
        List<Item> items = argument.value().items();
        for (int index = 0; index < items.size(); index++) {
            Item item = items.get(index);
            boolean last = index + 1 == items.size();
            int room = last ? behind : 0;
            String text = (index == 0 ? key : "") + FlatText.item(item) + (last ? "" : ",");
            int start = index == 0 ? argument.span().start() : item.span().start();
            if (index == 0 || page.hasCommentBefore(start) || page.column() + text.length() + room > Page.WIDTH) {
                piece(text, start, item.span().end(), indent, room);
            } else {
                page.write(text, item.span().end());
            }
        }
    }

    private void list(Value value, int indent, int behind) {
        List<Item> items = value.items();
        for (int index = 0; index < items.size(); index++) {
            boolean last = index + 1 == items.size();
            item(items.get(index), last ? "" : ",", indent, last ? behind : 0);
        }
    }

    private void item(Item item, String comma, int indent, int room) {
        piece(FlatText.item(item) + comma, item.span().start(), item.span().end(), indent, room);
    }

    private void word(Identifier word, int indent) {
        piece(word.text(), word.span().start(), word.span().end(), indent, BODY);
    }

    // `room` is for what must stand on the same line behind it: `;` or ` <`
    private void piece(String text, int start, int end, int indent, int room) {
        page.comments(start, indent, false);
        page.space(indent, text.length() + room);
        page.write(text, end);
    }

    // a doc comment before a `;` must not come to stand before the next statement
    private void semicolon(int indent) {
        boolean written = page.isNext(';');
        int at = written ? page.find(';') : page.taken();
        if (written) {
            page.docComments(at, indent);
        }
        page.write(";", written ? at + 1 : at);
    }

    private void bodyBehind(Body body, int indent) {
        page.comments(body.span().start(), indent + Page.CONTINUATION, false);
        String flat = breaks.isFlat(body) ? FlatText.body(body) : "<";
        if (page.isClosed() || page.column() + flat.length() + 2 > Page.WIDTH) {
            page.space(indent + Page.CONTINUATION, 1);
        } else {
            page.write(" ", page.taken());
        }
        body(body, indent);
    }

    private void body(Body body, int indent) {
        if (breaks.isFlat(body)) {
            String flat = FlatText.body(body);
            if (page.column() + flat.length() + 1 <= Page.WIDTH) {
                page.write(flat, body.span().end());
                return;
            }
        }
        page.write("<", body.span().start() + 1);
        boolean first = true;
        for (Body.Branch branch : body.branches()) {
            if (!first) {
                int bar = page.find('|');
                page.comments(bar, indent + Page.STEP, true);
                page.newLine(indent, bar, false);
                page.write("|", bar + 1);
            }
            branch(branch, indent + Page.STEP, first);
            first = false;
        }
        int end = body.span().end() - 1;
        page.comments(end, indent + Page.STEP, true);
        page.newLine(indent, end, false);
        page.write(">", end + 1);
    }

    private void branch(Body.Branch branch, int indent, boolean firstBranch) {
        boolean first = true;
        for (Statement statement : branch.statements()) {
            emptyStatements(indent);
            int start = statement.span().start();
            page.comments(start, indent, !first);
            if (page.isBehindComment() && page.lineBreaks(start) == 0) {
                page.write(" ", start);
            } else if (first && !firstBranch && !page.isBehindComment() && !page.isClosed()) {
                page.write(" ", start);
            } else if (first || page.isClosed() || page.lineBreaks(start) > 0 || !fits(statement)) {
                page.newLine(indent, start, !first || page.isClosed());
            } else {
                page.write(" ", start);
            }
            statement(statement, indent);
            semicolon(indent);
            first = false;
        }
    }

    // nothing is left of them, but where a doc comment stands before one
    private void emptyStatements(int indent) {
        while (page.isNext(';')) {
            int at = page.find(';');
            page.write(page.docComments(at, indent) ? ";" : "", at + 1);
        }
    }

    private boolean fits(Statement statement) {
        int width = breaks.isFlat(statement)
                ? FlatText.statement(statement).length()
                : FlatText.head(statement).length() + 2;
        return page.column() + 1 + width + 1 <= Page.WIDTH;
    }
}
