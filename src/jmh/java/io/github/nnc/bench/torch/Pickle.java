package io.github.nnc.bench.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes objects as Python's pickle, protocol 2, has them (PEP 307): instructions for a machine with a stack. */
final class Pickle {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Pickle() {
        code(0x80).code(2);
    }

    byte[] stop() {
        code('.');
        return bytes.toByteArray();
    }

    Pickle mark() {
        return code('(');
    }

    Pickle tuple() {
        return code('t');
    }

    Pickle emptyTuple() {
        return code(')');
    }

    Pickle emptyDictionary() {
        return code('}');
    }

    /** Puts what stands behind the mark, names and values, into the dictionary before it. */
    Pickle setItems() {
        return code('u');
    }

    /** Gives the object its state. */
    Pickle build() {
        return code('b');
    }

    /** Makes an object of a class without calling its constructor. */
    Pickle newObject() {
        return code(0x81);
    }

    Pickle call() {
        return code('R');
    }

    /** Takes the tuple for the name of something that is stored elsewhere. */
    Pickle persistent() {
        return code('Q');
    }

    Pickle global(String module, String name) {
        return code('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Pickle flag(boolean value) {
        return code(value ? 0x88 : 0x89);
    }

    Pickle whole(long value) {
        return code('J').raw(fourBytes(Math.toIntExact(value)));
    }

    Pickle wholes(List<Long> values) {
        mark();
        values.forEach(this::whole);
        return tuple();
    }

    Pickle text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return code('X').raw(fourBytes(utf8.length)).raw(utf8);
    }

    private static byte[] fourBytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    private Pickle code(int instruction) {
        bytes.write(instruction);
        return this;
    }

    private Pickle raw(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }
}
