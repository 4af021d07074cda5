// simdjson: the benchmark's questions, asked with simdjson On-Demand: what an expert would write
// who has this one question and C++.
//
//   simdjson deal|flat|csv|count|phrase THREADS FILE
//
// Blocks of the file with the padding that simdjson wants go to the threads; a line is a document,
// its raw bytes are the answer (iterate() on each: iterate_many() on a block took a third more).
// Values that the question does not look at are not validated: that is how On-Demand works. Blocks
// come out in the order of the file.

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

#define TEXT(x)               #x
#define TEXT_OF(x)            TEXT(x)
#define SIMDJSON_VERSION_TEXT TEXT_OF(SIMDJSON_VERSION)

using namespace simdjson;
using std::string;
using std::string_view;

using counts = std::map<string, long, std::less<>>;

// What a thread has: its parser, and what it found in its block or, for counts, in all of them.
struct worker {
    ondemand::parser parser;
    string out;
    counts by_stage;
};

using question = void (*)(worker &, ondemand::document &, string_view line);

static void pass(worker &w, string_view line)
{
    w.out.append(line);
    w.out.push_back('\n');
}

// As jq orders: null, false, true, numbers, and whatever is above them.
static bool above(ondemand::value v, double limit)
{
    switch (v.type()) {
    case ondemand::json_type::null:
    case ondemand::json_type::boolean: return false;
    case ondemand::json_type::number: return double(v.get_double()) > limit;
    default: return true;
    }
}

static bool is_big_negotiation(ondemand::object deal)
{
    bool stage = false, amount = false;
    for (auto field : deal["fields"].get_array()) {
        auto name = ondemand::raw_json_string(field["name"]);
        if (name == "dealstage")
            stage |= ondemand::raw_json_string(field["value"]) == "negotiation";
        else if (name == "amount")
            amount |= above(field["value"], 100000);
    }
    return stage && amount;
}

static void deal(worker &w, ondemand::document &call, string_view line)
{
    if (!above(call["metaData"]["duration"], 1800))
        return;
    for (auto system : call["context"].get_array())
        for (ondemand::object object : system["objects"].get_array())
            if (ondemand::raw_json_string(object["objectType"]) == "Deal" &&
                is_big_negotiation(object))
                return pass(w, line);
}

static void flat(worker &w, ondemand::document &call, string_view line)
{
    ondemand::object about = call["metaData"];
    if (above(about["duration"], 1800) && ondemand::raw_json_string(about["scope"]) == "External" &&
        ondemand::raw_json_string(about["language"]) == "jpn")
        pass(w, line);
}

static void quote(string &out, string_view text)
{
    out.push_back('"');
    for (size_t at; (at = text.find('"')) != text.npos; text.remove_prefix(at + 1))
        out.append(text.substr(0, at + 1)).push_back('"');
    out.append(text).append("\",");
}

static void csv(worker &w, ondemand::document &call, string_view)
{
    ondemand::object about = call["metaData"];
    quote(w.out, about["id"].get_string());
    quote(w.out, about["started"].get_string());
    w.out.append(string_view(about["duration"].raw_json_token())).push_back(',');
    quote(w.out, about["title"].get_string());
    quote(w.out, about["primaryUserId"].get_string());
    w.out.back() = '\n';
}

static string_view stage_of(ondemand::document &call)
{
    for (auto system : call["context"].get_array())
        for (ondemand::object object : system["objects"].get_array())
            if (ondemand::raw_json_string(object["objectType"]) == "Deal")
                for (auto field : object["fields"].get_array())
                    if (ondemand::raw_json_string(field["name"]) == "dealstage")
                        return field["value"].get_string();
    return "none";
}

static void count(worker &w, ondemand::document &call, string_view)
{
    string_view stage = stage_of(call);
    auto at = w.by_stage.find(stage);
    if (at == w.by_stage.end())
        at = w.by_stage.emplace(stage, 0).first;
    at->second++;
}

static void phrase(worker &w, ondemand::document &call, string_view line)
{
    for (auto monologue : call["transcript"].get_array())
        for (auto sentence : monologue["sentences"].get_array()) {
            string_view text = sentence["text"].get_string();
            if (text.find("data residency requirement") != text.npos)
                return pass(w, line);
        }
}

// ---- the file in blocks of lines ----

constexpr size_t BLOCK = 256 << 10, STEP = 16 << 10;

struct file {
    int fd;
    size_t size;

    // The lines that begin in block number i, with room behind them; the buffer is kept.
    string_view lines(size_t i, std::vector<char> &buffer) const
    {
        size_t from = i * BLOCK, begin = from ? from - 1 : 0, end = from + BLOCK;
        size_t have = read(begin, std::min(end - begin, size - begin), 0, buffer);
        size_t first = 0;
        if (from) {
            void *newline = memchr(buffer.data(), '\n', have);
            if (!newline)
                return {};
            first = size_t((char *)newline - buffer.data()) + 1;
        }
        if (first == have || begin + first >= end)
            return {};
        while (buffer[have - 1] != '\n' && begin + have < size) {
            size_t more = read(begin + have, std::min(STEP, size - begin - have), have, buffer);
            void *newline = memchr(buffer.data() + have, '\n', more);
            have = newline ? size_t((char *)newline - buffer.data()) + 1 : have + more;
        }
        return {buffer.data() + first, have - first};
    }

    size_t read(size_t from, size_t n, size_t at, std::vector<char> &buffer) const
    {
        if (buffer.size() < at + n + SIMDJSON_PADDING)
            buffer.resize(at + n + SIMDJSON_PADDING + BLOCK);
        for (size_t done = 0; done < n;) {
            ssize_t got = pread(fd, buffer.data() + at + done, n - done, off_t(from + done));
            if (got <= 0) {
                perror("simdjson: read");
                exit(74);
            }
            done += size_t(got);
        }
        return n;
    }
};

// Gives out the numbers of blocks; what is found in them goes out in that order.
struct line_up {
    std::mutex lock;
    std::condition_variable moved;
    size_t next = 0, out = 0, n;
    std::map<size_t, string> waiting;

    bool take(size_t &i)
    {
        std::unique_lock<std::mutex> held(lock);
        moved.wait(held, [&] { return next >= n || next < out + 64; });
        return (i = next++) < n;
    }

    void put(size_t i, string &&found)
    {
        std::lock_guard<std::mutex> held(lock);
        waiting.emplace(i, std::move(found));
        for (auto at = waiting.begin(); at != waiting.end() && at->first == out; out++) {
            if (fwrite(at->second.data(), 1, at->second.size(), stdout) != at->second.size()) {
                perror("simdjson: stdout");
                exit(74);
            }
            at = waiting.erase(at);
        }
        moved.notify_all();
    }
};

static void ask(question ask, worker &w, const file &f, line_up &blocks)
{
    std::vector<char> buffer;
    for (size_t i; blocks.take(i);) {
        string_view rest = f.lines(i, buffer);
        while (!rest.empty()) {
            string_view line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
            size_t room = size_t(buffer.data() + buffer.size() - line.data());
            ondemand::document call = w.parser.iterate(line.data(), line.size(), room);
            ask(w, call, line);
        }
        blocks.put(i, std::move(w.out));
        w.out.clear();
    }
}

int main(int argc, char **argv)
try {
    static const std::map<string, question> questions = {
        {"deal", deal}, {"flat", flat}, {"csv", csv}, {"count", count}, {"phrase", phrase}};
    if (argc == 2 && string(argv[1]) == "--version") {
        printf("simdjson %s, %s\n", SIMDJSON_VERSION_TEXT,
               get_active_implementation()->name().c_str());
        return 0;
    }
    if (argc != 4 || !questions.count(argv[1])) {
        fprintf(stderr, "usage: simdjson deal|flat|csv|count|phrase THREADS FILE\n");
        return 64;
    }
    file f = {open(argv[3], O_RDONLY), 0};
    if (f.fd < 0) {
        perror(argv[3]);
        return 66;
    }
    f.size = size_t(lseek(f.fd, 0, SEEK_END));
    line_up blocks;
    blocks.n = (f.size + BLOCK - 1) / BLOCK;
    std::vector<worker> workers(size_t(std::max(1, atoi(argv[2]))));
    std::vector<std::thread> threads;
    for (size_t i = 1; i < workers.size(); i++)
        threads.emplace_back(ask, questions.at(argv[1]), std::ref(workers[i]), std::cref(f),
                             std::ref(blocks));
    ask(questions.at(argv[1]), workers[0], f, blocks);
    for (auto &t : threads)
        t.join();
    counts all;
    for (auto &w : workers)
        for (auto &[stage, n] : w.by_stage)
            all[stage] += n;
    const char *before = "{";
    for (auto &[stage, n] : all) {
        printf("%s\"%s\":%ld", before, stage.c_str(), n);
        before = ",";
    }
    if (!all.empty())
        puts("}");
    return fflush(stdout) == 0 ? 0 : 74;
} catch (const simdjson_error &e) {
    fprintf(stderr, "simdjson: %s\n", e.what());
    return 65;
}
