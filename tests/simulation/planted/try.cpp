#include <gtest/gtest.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <chrono>
#include <cstring>
#include "tests/simulation/planted/hunt.h"
#include "base/assert.h"
using namespace vitrine; using namespace vitrine::simulation; using namespace vitrine::simulation::test;
// try FILE [DEFECT|none] FROM TO [full]
int main(int argc,char**argv){
  std::ifstream f(argv[1]); std::stringstream ss; ss<<f.rdbuf();
  auto sc=ScenarioFile::parse(ss.str()); if(!sc){printf("%s\n",sc.error().message.c_str());return 1;}
  auto d=planted::parse_defect(argv[2]);
  int from=atoi(argv[3]),to=atoi(argv[4]); bool full=argc>5;
  for(int s=from;s<=to;s++){
    auto t0=std::chrono::steady_clock::now();
    auto file=with_seed(*sc,(uint64_t)s);
    if(d&&!full){auto r=run_wrong(*d,file);
      double el=std::chrono::duration<double>(std::chrono::steady_clock::now()-t0).count();
      if(r)printf("seed %d  %.2fs  %s at %.2f: %s\n",s,el,r->checker.c_str(),std::chrono::duration<double>(r->at.time_since_epoch()).count(),r->sentence.c_str()); else printf("seed %d %.2fs not found\n",s,el);
    } else {
      std::optional<planted::PlantedDefects> p; if(d)p.emplace(std::initializer_list<planted::Defect>{*d});
      auto v=run_scenario(file);
      double el=std::chrono::duration<double>(std::chrono::steady_clock::now()-t0).count();
      std::string str=to_string(v); if(str.size()>3000)str.resize(3000);
      printf("seed %d %.2fs %s",s,el,str.c_str()); for(auto&r:v.refused)printf("   refused: %s\n",r.c_str());
    }
    fflush(stdout);
  }
}
