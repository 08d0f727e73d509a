// SPDX-FileCopyrightText: The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Prints what Apache Kafka's message classes write: see README.md.
// Arguments: folder of Kafka's jars, folder of the message specifications, file with message names, output file.
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.*;
import java.io.File;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;
import java.util.zip.ZipFile;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

public class MessageVectors {
    static final ObjectMapper mapper = JsonMapper.builder().enable(JsonParser.Feature.ALLOW_COMMENTS).build();

    final JsonNode specification;
    final Map<String, JsonNode> commonStructs = new HashMap<>();
    int version;
    boolean full;
    int counter;  // makes every value another

    MessageVectors(JsonNode specification) {
        this.specification = specification;
        for (JsonNode each : specification.path("commonStructs")) commonStructs.put(each.get("name").asText(), each.get("fields"));
    }

    static int[] versions(String written) {
        if (written.isEmpty() || written.equals("none")) return new int[] {0, -1};
        if (written.endsWith("+")) return new int[] {Integer.parseInt(written.substring(0, written.length() - 1)), Short.MAX_VALUE};
        String[] ends = written.split("-");
        return new int[] {Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])};
    }

    boolean applies(JsonNode field, String key) {
        int[] range = versions(field.path(key).asText());
        return range[0] <= version && version <= range[1];
    }

    ObjectNode fill(int version, boolean full) {
        this.version = version;
        this.full = full;
        counter = version * 3 + (full ? 0 : 1);
        return struct(specification.get("fields"));
    }

    ObjectNode struct(JsonNode fields) {
        ObjectNode object = mapper.createObjectNode();
        for (JsonNode field : fields) {
            if (!applies(field, "versions") || (!full && applies(field, "taggedVersions"))) continue;
            String name = field.get("name").asText();
            object.set(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value(field));
        }
        return object;
    }

    JsonNode value(JsonNode field) {
        if (!full && applies(field, "nullableVersions")) return NullNode.instance;
        String type = field.get("type").asText();
        if (!type.startsWith("[]")) return element(field, type);
        ArrayNode array = mapper.createArrayNode();
        for (int left = full ? 1 + counter++ % 2 : 0; left > 0; --left) array.add(element(field, type.substring(2)));
        return array;
    }

    // Where a field keeps its default: what the specification says, else zero.
    static long number(JsonNode field) {
        String written = field.path("default").asText("");
        return written.isEmpty() ? 0 : Long.decode(written);
    }

    JsonNode element(JsonNode field, String type) {
        int c = ++counter;
        switch (type) {
            case "bool": {
                boolean byDefault = field.path("default").asText("").equals("true");
                return BooleanNode.valueOf(full != byDefault);
            }
            case "int8":
                return IntNode.valueOf((int) (!full ? number(field) : c % 2 == 0 ? -(c % 128) : c % 128));
            case "int16":
                if (field.get("name").asText().equals("ErrorCode")) return IntNode.valueOf(full ? c % 130 - 1 : 0);
                return IntNode.valueOf((int) (!full ? number(field) : (c % 3 == 0 ? -c * 17 : c * 123) % 32768));
            case "uint16":
                return IntNode.valueOf((int) (full ? 65535 - c : number(field)));
            case "int32":
                return IntNode.valueOf((int) (!full ? number(field) : c % 3 == 0 ? -c : c * 7654321));
            case "uint32":
                return LongNode.valueOf(full ? 4294967295L - c : number(field));
            case "int64":
                return LongNode.valueOf(!full ? number(field) : c % 3 == 0 ? Long.MIN_VALUE + c : c * 1234567890123L);
            case "float64":
                return DoubleNode.valueOf(full ? c / 8.0 : 0);
            case "string": {
                String byDefault = field.path("default").asText("");
                return TextNode.valueOf(full ? (c % 5 == 0 ? "\uae00" : "s") + c : byDefault.equals("null") ? "" : byDefault);
            }
            case "uuid":
                return TextNode.valueOf((full ? new Uuid(0x0102030405060708L * c, 0xfffefdfcfbfaf9f8L - c) : Uuid.ZERO_UUID).toString());
            case "bytes":
            case "records": {
                byte[] bytes = new byte[full ? c % 4 + 1 : 0];
                for (int i = 0; i < bytes.length; ++i) bytes[i] = (byte) (c + i * 37);
                return BinaryNode.valueOf(bytes);
            }
            default:
                return struct(field.has("fields") ? field.get("fields") : commonStructs.get(type));
        }
    }

    // Full names of Kafka's generated classes, by simple name: those that have a JSON converter.
    static Map<String, String> messageClasses(File jars) throws Exception {
        Map<String, String> classes = new HashMap<>();
        String suffix = "JsonConverter.class";
        for (File jar : jars.listFiles((folder, name) -> name.startsWith("kafka") && name.endsWith(".jar"))) {
            try (ZipFile zip = new ZipFile(jar)) {
                zip.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(suffix)).forEach(name -> {
                    String full = name.substring(0, name.length() - suffix.length()).replace('/', '.');
                    classes.put(full.substring(full.lastIndexOf('.') + 1), full);
                });
            }
        }
        return classes;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> classes = messageClasses(new File(args[0]));
        Set<String> wanted = new HashSet<>(Files.readAllLines(Path.of(args[2])));
        TreeMap<String, JsonNode> specifications = new TreeMap<>();
        try (var files = Files.walk(Path.of(args[1]))) {
            for (Path file : (Iterable<Path>) files.filter(each -> each.toString().endsWith(".json"))::iterator) {
                JsonNode specification = mapper.readTree(file.toFile());
                if (wanted.contains(specification.get("name").asText())) specifications.put(specification.get("name").asText(), specification);
            }
        }
        try (PrintStream out = new PrintStream(args[3], StandardCharsets.UTF_8)) {
            for (JsonNode specification : specifications.values()) {
                String name = specification.get("name").asText();
                boolean data = Set.of("request", "response", "header").contains(specification.get("type").asText());
                String full = classes.get(name + (data ? "Data" : ""));
                if (full == null) throw new IllegalStateException("no jar has the class of " + name);
                Class<?> message = Class.forName(full);
                Class<?> converter = Class.forName(full + "JsonConverter");
                MessageVectors filler = new MessageVectors(specification);
                int[] range = versions(specification.get("validVersions").asText());
                for (short version = (short) range[0]; version <= range[1]; ++version) {
                    for (boolean filling : new boolean[] {true, false}) {
                        ObjectNode values = filler.fill(version, filling);
                        Object body = converter.getMethod("read", JsonNode.class, short.class).invoke(null, values, version);
                        ByteBuffer buffer = MessageUtil.toByteBufferAccessor((Message) body, version).buffer();
                        byte[] bytes = new byte[buffer.remaining()];
                        buffer.get(bytes);
                        Object json = converter.getMethod("write", message, short.class, boolean.class).invoke(null, body, version, false);
                        String hex = bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
                        out.print(name + " " + version + " " + hex + " " + mapper.writeValueAsString(json) + "\n");
                    }
                }
            }
        }
    }
}
