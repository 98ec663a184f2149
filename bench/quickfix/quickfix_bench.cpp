// What libquickfix needs for the work that our FIX engine does, measured the same way on the same machine: the
// yardstick of `lle bench fix`. CPU time of the measuring thread, nine runs, minimum and median; JSON lines.
//   quickfix_bench codec MESSAGE_FILE      parse + checksum, + 10 typed reads, build + serialise a NewOrderSingle
//   quickfix_bench venue PORT              acceptor that fills each order at once; ends with its standard input
//   quickfix_bench trader PORT COUNT       round trips one at a time, then COUNT with 1,000 outstanding
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <quickfix/Application.h>
#include <quickfix/Message.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/SocketAcceptor.h>
#include <quickfix/SocketInitiator.h>
#include <quickfix/fix44/ExecutionReport.h>
#include <quickfix/fix44/NewOrderSingle.h>

static const int kRuns = 9;
static const int kOperations = 50000;
static const int kWindow = 1000;
static const int kSingleTrips = 5000;

static long long now_ns(clockid_t clock) {
  timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static volatile long sink;

template <typename Operation>
static void measure(const char* name, Operation operation) {
  for (int i = 0; i < kOperations / 5; i++) operation();
  std::vector<double> runs;
  for (int run = 0; run < kRuns; run++) {
    long long start = now_ns(CLOCK_THREAD_CPUTIME_ID);
    for (int i = 0; i < kOperations; i++) operation();
    runs.push_back(double(now_ns(CLOCK_THREAD_CPUTIME_ID) - start) / kOperations);
  }
  std::sort(runs.begin(), runs.end());
  std::printf("{\"name\":\"%s\",\"cpuNsMin\":%.0f,\"cpuNsMedian\":%.0f}\n", name, runs.front(), runs[kRuns / 2]);
}

static void read_ten(const FIX::Message& message) {
  FIX::OrderID order_id;
  FIX::ClOrdID cl_ord_id;
  FIX::ExecID exec_id;
  FIX::ExecType exec_type;
  FIX::OrdStatus status;
  FIX::LastQty last_qty;
  FIX::LastPx last_px;
  FIX::LeavesQty leaves;
  FIX::CumQty cum;
  FIX::TransactTime time;
  message.getField(order_id);
  message.getField(cl_ord_id);
  message.getField(exec_id);
  message.getField(exec_type);
  message.getField(status);
  message.getField(last_qty);
  message.getField(last_px);
  message.getField(leaves);
  message.getField(cum);
  message.getField(time);
  sink += long(last_qty.getValue() + last_px.getValue() + leaves.getValue() + cum.getValue());
}

static FIX44::NewOrderSingle new_order(const std::string& id) {
  FIX44::NewOrderSingle order(FIX::ClOrdID(id), FIX::Side(FIX::Side_BUY), FIX::TransactTime(FIX::UtcTimeStamp(), 3),
                              FIX::OrdType(FIX::OrdType_LIMIT));
  order.set(FIX::Account("ACC12345"));
  order.set(FIX::Symbol("EURUSD"));
  order.set(FIX::OrderQty(100000));
  order.set(FIX::Price(1.08345));
  order.set(FIX::TimeInForce(FIX::TimeInForce_DAY));
  return order;
}

static int codec(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::replace(text.begin(), text.end(), '|', '\001');
  text.erase(text.find_last_of('\001') + 1);
  measure("parseAndChecksum", [&] {
    FIX::Message message(text, true);
    sink += message.getHeader().isSetField(35);
  });
  measure("parseAndReadTen", [&] { read_ten(FIX::Message(text, true)); });
  measure("encodeNewOrderSingle", [&] {
    FIX44::NewOrderSingle order = new_order("CL000123456");
    FIX::Header& header = order.getHeader();
    header.setField(FIX::MsgSeqNum(1234));
    header.setField(FIX::SenderCompID("CLIENT"));
    header.setField(FIX::TargetCompID("BROKER"));
    header.setField(FIX::SendingTime(FIX::UtcTimeStamp(), 3));
    std::string bytes;
    sink += long(order.toString(bytes).size());
  });
  return 0;
}

class Venue : public FIX::Application {
 public:
  void onCreate(const FIX::SessionID&) {}
  void onLogon(const FIX::SessionID&) { logged_on = true; }
  void onLogout(const FIX::SessionID&) { logged_on = false; }
  void toAdmin(FIX::Message&, const FIX::SessionID&) {}
  void toApp(FIX::Message&, const FIX::SessionID&) throw(FIX::DoNotSend) {}
  void fromAdmin(const FIX::Message&, const FIX::SessionID&) throw(FIX::FieldNotFound, FIX::IncorrectDataFormat,
      FIX::IncorrectTagValue, FIX::RejectLogon) {}

  void fromApp(const FIX::Message& message, const FIX::SessionID& id) throw(FIX::FieldNotFound,
      FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) {
    if (message.getHeader().getField(35) == "8") {
      received++;
      return;
    }
    std::string order = message.getField(11);
    FIX44::ExecutionReport report(FIX::OrderID(order), FIX::ExecID("EX" + order), FIX::ExecType('F'),
                                  FIX::OrdStatus('2'), FIX::Side('1'), FIX::LeavesQty(0), FIX::CumQty(100000),
                                  FIX::AvgPx(1.0834));
    report.set(FIX::ClOrdID(order));
    report.set(FIX::Symbol("EURUSD"));
    report.set(FIX::OrderQty(100000));
    report.set(FIX::LastQty(100000));
    report.set(FIX::LastPx(1.0834));
    FIX::Session::sendToTarget(report, id);
  }

  std::atomic<long> received{0};
  std::atomic<bool> logged_on{false};
};

static FIX::SessionSettings settings(const char* port, bool trades) {
  std::ostringstream text;
  text << "[DEFAULT]\nConnectionType=" << (trades ? "initiator" : "acceptor") << "\nStartTime=00:00:00\n"
       << "EndTime=00:00:00\nHeartBtInt=30\nReconnectInterval=1\nResetOnLogon=Y\nUseDataDictionary=N\n"
       << "SocketNodelay=Y\n" << (trades ? "SocketConnectHost=127.0.0.1\nSocketConnectPort=" : "SocketAcceptPort=")
       << port << "\n[SESSION]\nBeginString=FIX.4.4\nSenderCompID=" << (trades ? "CLIENT" : "BROKER")
       << "\nTargetCompID=" << (trades ? "BROKER" : "CLIENT") << "\n";
  std::istringstream stream(text.str());
  return FIX::SessionSettings(stream);
}

static int venue(const char* port) {
  Venue application;
  FIX::MemoryStoreFactory store;
  FIX::SessionSettings configuration = settings(port, false);
  FIX::SocketAcceptor acceptor(application, store, configuration);
  acceptor.start();
  std::printf("{\"name\":\"listening\"}\n");
  std::fflush(stdout);
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  acceptor.stop(true);
  return 0;
}

static int trader(const char* port, long count) {
  Venue application;
  FIX::MemoryStoreFactory store;
  FIX::SessionSettings configuration = settings(port, true);
  FIX::SocketInitiator initiator(application, store, configuration);
  initiator.start();
  while (!application.logged_on) usleep(1000);
  FIX::SessionID id("FIX.4.4", "CLIENT", "BROKER");
  std::vector<long long> trips;
  for (int i = 0; i < kSingleTrips; i++) {
    FIX44::NewOrderSingle order = new_order(std::to_string(i));
    long before = application.received;
    long long start = now_ns(CLOCK_MONOTONIC);
    FIX::Session::sendToTarget(order, id);
    while (application.received == before) {
    }
    trips.push_back(now_ns(CLOCK_MONOTONIC) - start);
  }
  std::sort(trips.begin(), trips.end());
  std::printf("{\"name\":\"roundTrip\",\"p50Ns\":%lld,\"p99Ns\":%lld}\n", trips[kSingleTrips / 2],
              trips[kSingleTrips * 99 / 100]);
  long first = application.received;
  long long start = now_ns(CLOCK_MONOTONIC);
  for (long sent = 0; sent < count; sent++) {
    while (sent - (application.received - first) >= kWindow) usleep(10);
    FIX44::NewOrderSingle order = new_order(std::to_string(sent));
    FIX::Session::sendToTarget(order, id);
  }
  while (application.received - first < count) usleep(10);
  double seconds = double(now_ns(CLOCK_MONOTONIC) - start) / 1e9;
  std::printf("{\"name\":\"window\",\"outstanding\":%d,\"roundTripsPerSecond\":%.0f}\n", kWindow, count / seconds);
  initiator.stop(true);
  return 0;
}

int main(int argc, char** argv) {
  std::string mode = argc > 2 ? argv[1] : "";
  if (mode == "codec") return codec(argv[2]);
  if (mode == "venue") return venue(argv[2]);
  if (mode == "trader" && argc > 3) return trader(argv[2], std::atol(argv[3]));
  std::fprintf(stderr, "usage: quickfix_bench codec MESSAGE_FILE | venue PORT | trader PORT COUNT\n");
  return 2;
}
