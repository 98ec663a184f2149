// A counterparty on libquickfix for the interop tests: a venue that fills what it is sent, or a trader that sends.
// Usage: quickfix_peer acceptor|initiator PORT FOLDER [CERTIFICATE KEY]. Sequence numbers and messages are kept in
// FOLDER. With a certificate and its key, files of PEM, everything goes through TLS.
// Commands on standard input: "order FIRST COUNT", "replace ID", "cancel ID", "reset", "logout", "stop".
// Lines on standard output: "ready", "logon", "logout", "in TYPE ID SEQ", "out TYPE ID SEQ".
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <mutex>
#include <sstream>
#include <string>

#include <quickfix/Application.h>
#include <quickfix/FileStore.h>
#include <quickfix/Message.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/SocketAcceptor.h>
#include <quickfix/SocketInitiator.h>
#define HAVE_SSL 1
#include <quickfix/SSLSocketAcceptor.h>
#include <quickfix/SSLSocketInitiator.h>

static std::mutex output;

static void say(const std::string& line) {
  std::lock_guard<std::mutex> guard(output);
  std::string text = line + "\n";
  if (write(1, text.data(), text.size()) < 0) _exit(1);
}

static std::string get(const FIX::FieldMap& map, int tag) {
  return map.isSetField(tag) ? map.getField(tag) : std::string();
}

static void note(const char* way, const FIX::Message& message) {
  say(std::string(way) + " " + get(message.getHeader(), 35) + " " + get(message, 11) + " " +
      get(message.getHeader(), 34));
}

static FIX::Message of_type(const char* type) {
  FIX::Message message;
  message.getHeader().setField(FIX::MsgType(type));
  return message;
}

class Peer : public FIX::Application {
 public:
  explicit Peer(bool trades) : trades_(trades) {}

  void onCreate(const FIX::SessionID&) {}
  void onLogon(const FIX::SessionID&) { say("logon"); }
  void onLogout(const FIX::SessionID&) { say("logout"); }
  void toAdmin(FIX::Message&, const FIX::SessionID&) {}
  void toApp(FIX::Message& message, const FIX::SessionID&) throw(FIX::DoNotSend) { note("out", message); }
  void fromAdmin(const FIX::Message&, const FIX::SessionID&) throw(FIX::FieldNotFound, FIX::IncorrectDataFormat,
      FIX::IncorrectTagValue, FIX::RejectLogon) {}

  void fromApp(const FIX::Message& message, const FIX::SessionID& id) throw(FIX::FieldNotFound,
      FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) {
    note("in", message);
    if (trades_) return;
    std::string type = get(message.getHeader(), 35);
    if (type == "D") {
      report(message, id, "0", "0", false);
      report(message, id, "F", "2", true);
    } else if (type == "G") {
      report(message, id, "5", "0", false);
    } else if (type == "F") {
      report(message, id, "4", "4", false);
    }
  }

 private:
  void report(const FIX::Message& order, const FIX::SessionID& id, const char* kind, const char* status, bool fills) {
    FIX::Message message = of_type("8");
    std::string qty = get(order, 38).empty() ? "0" : get(order, 38);
    std::string exec_id = get(order, 11) + "-" + kind;
    message.setField(37, "V" + get(order, 11));
    message.setField(11, get(order, 11));
    if (!get(order, 41).empty()) message.setField(41, get(order, 41));
    message.setField(17, exec_id);
    message.setField(150, kind);
    message.setField(39, status);
    message.setField(55, get(order, 55));
    message.setField(54, get(order, 54));
    message.setField(38, qty);
    message.setField(14, fills ? qty : "0");
    message.setField(151, fills || *kind == '4' ? "0" : qty);
    message.setField(6, fills ? "1.5" : "0");
    if (fills) {
      message.setField(32, qty);
      message.setField(31, "1.5");
    }
    FIX::Session::sendToTarget(message, id);
  }

  bool trades_;
};

static void send(const char* type, const std::string& id, const std::string& original, const FIX::SessionID& session) {
  FIX::Message message = of_type(type);
  message.setField(11, id);
  if (!original.empty()) message.setField(41, original);
  message.setField(55, "EURUSD");
  message.setField(54, "1");
  message.setField(FIX::TransactTime());
  message.setField(38, "100");
  if (*type != 'F') message.setField(40, "1");
  FIX::Session::sendToTarget(message, session);
}

static void obey(const FIX::SessionID& session) {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string verb, id;
    words >> verb;
    if (verb == "stop") return;
    if (verb == "order") {
      long first = 0, count = 0;
      words >> first >> count;
      for (long i = first; i < first + count; i++) send("D", std::to_string(i), "", session);
    }
    if (verb == "replace" || verb == "cancel") {
      words >> id;
      send(verb == "replace" ? "G" : "F", id + (verb == "replace" ? "1" : "2"), id, session);
    }
    FIX::Session* engine = FIX::Session::lookupSession(session);
    if (verb == "logout" && engine) engine->logout();
    if (verb == "reset" && engine) engine->reset();
  }
}

template <typename Side>
static void serve(Peer& peer, const FIX::SessionSettings& settings) {
  FIX::FileStoreFactory store(settings);
  Side side(peer, store, settings);
  side.start();
  say("ready");
  obey(FIX::SessionID("FIX.4.4", "PEER", "ENGINE"));
  side.stop();
}

int main(int argc, char** argv) {
  if (argc != 4 && argc != 6) return 2;
  bool trades = std::string(argv[1]) == "initiator";
  bool encrypts = argc == 6;
  std::string owner = trades ? "Client" : "Server";
  std::ostringstream text;
  text << "[DEFAULT]\nConnectionType=" << argv[1] << "\nStartTime=00:00:00\nEndTime=00:00:00\nHeartBtInt=5\n"
       << "ReconnectInterval=1\nFileStorePath=" << argv[3] << "\nSocketNodelay=Y\nUseDataDictionary=N\n"
       << (trades ? "SocketConnectHost=127.0.0.1\nSocketConnectPort=" : "SocketAcceptPort=") << argv[2] << "\n";
  if (encrypts)
    text << owner << "CertificateFile=" << argv[4] << "\n" << owner << "CertificateKeyFile=" << argv[5]
         << "\nCertificateVerifyLevel=0\n";
  text << "[SESSION]\nBeginString=FIX.4.4\nSenderCompID=PEER\nTargetCompID=ENGINE\n";
  try {
    std::istringstream stream(text.str());
    FIX::SessionSettings settings(stream);
    Peer peer(trades);
    if (trades && encrypts) serve<FIX::SSLSocketInitiator>(peer, settings);
    else if (trades) serve<FIX::SocketInitiator>(peer, settings);
    else if (encrypts) serve<FIX::SSLSocketAcceptor>(peer, settings);
    else serve<FIX::SocketAcceptor>(peer, settings);
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 1;
  }
  return 0;
}
