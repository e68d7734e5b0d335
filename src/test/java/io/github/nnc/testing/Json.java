package io.github.nnc.testing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One value of a JSON text, asked for what it is expected to be. */
public record Json(Object value) {

    /** Reads a whole file. */
    public static Json read(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            return new Json(value(parser));
        }
    }

    /** Reads a text that holds one value and nothing else. */
    public static Json parse(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            Json json = new Json(value(parser));
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("more than one value");
            }
            return json;
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Json> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, new Json(value(parser)));
            }
            return members;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Json> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(new Json(value(parser)));
            }
            return elements;
        }
        return parser.currentToken().isNumeric() ? (Object) parser.getDoubleValue() : parser.getText();
    }

    /** The members of an object, in their order. */
    public Map<String, Json> members() {
        Map<String, Json> members = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, member) -> members.put((String) name, (Json) member));
        return members;
    }

    public Json member(String name) {
        Json member = members().get(name);
        if (member == null) {
            throw new IllegalArgumentException(
                    "no member " + name + " in " + members().keySet());
        }
        return member;
    }

    public boolean has(String name) {
        return members().containsKey(name);
    }

    public List<Json> elements() {
        return ((List<?>) value).stream().map(Json.class::cast).toList();
    }

    public String text() {
        return (String) value;
    }

    public double number() {
        return (Double) value;
    }

    /** An object of shape and data. */
    public Tensor tensor() {
        List<Json> shape = member("shape").elements();
        List<Json> data = member("data").elements();
        int[] extents = IntStream.range(0, shape.size())
                .map(d -> (int) shape.get(d).number())
                .toArray();
        return new Tensor(extents, data.stream().mapToDouble(Json::number).toArray());
    }
}
