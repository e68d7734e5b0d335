package io.github.nnc.diagnostic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.nnc.source.Position;
import io.github.nnc.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Diagnostics for programs. The fields are stable: new ones may be added, none changes its meaning.
 *
 * <pre>
 * {
 *   "version" : 1,
 *   "errors" : 1,
 *   "warnings" : 0,
 *   "diagnostics" : [ {
 *     "code" : "NN203",
 *     "severity" : "error",
 *     "message" : "...",
 *     "file" : "digits.nn",
 *     "start" : { "line" : 8, "column" : 3 },
 *     "end" : { "line" : 8, "column" : 8 },
 *     "notes" : [ "..." ],
 *     "helps" : [ { "text" : "...", "edits" : [ { "file" : ..., "start" : ..., "end" : ..., "replacement" : "..." } ] } ]
 *   } ]
 * }
 * </pre>
 *
 * Lines and columns are counted from 1, columns in UTF-16 units; an end is exclusive, and where start and end are
 * equal the place lies between two characters.
 */
public final class JsonRenderer {

    private static final int VERSION = 1;

    private JsonRenderer() {}

    /** One JSON object, ending with a line feed. */
    public static String render(List<Diagnostic> diagnostics) {
        StringWriter out = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(printer);
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            long errors = diagnostics.stream().filter(Diagnostic::isError).count();
            json.writeNumberField("errors", errors);
            json.writeNumberField("warnings", diagnostics.size() - errors);
            json.writeArrayFieldStart("diagnostics");
            for (Diagnostic diagnostic : diagnostics) {
                write(json, diagnostic);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer never fails", e);
        }
        return out.append('\n').toString();
    }

    private static void write(JsonGenerator json, Diagnostic diagnostic) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", diagnostic.code().id());
        json.writeStringField("severity", diagnostic.code().severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("message", diagnostic.message());
        place(json, diagnostic.span());
        json.writeArrayFieldStart("notes");
        for (String note : diagnostic.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("helps");
        for (Help help : diagnostic.helps()) {
            json.writeStartObject();
            json.writeStringField("text", help.text());
            json.writeArrayFieldStart("edits");
            for (Edit edit : help.edits()) {
                json.writeStartObject();
                place(json, edit.span());
                json.writeStringField("replacement", edit.replacement());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void place(JsonGenerator json, Span span) throws IOException {
        json.writeStringField("file", span.file().path());
        position(json, "start", span.startPosition());
        position(json, "end", span.file().position(span.end()));
    }

    private static void position(JsonGenerator json, String field, Position position) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeNumberField("line", position.line());
        json.writeNumberField("column", position.column());
        json.writeEndObject();
    }
}
